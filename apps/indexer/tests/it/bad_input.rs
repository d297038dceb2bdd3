//! Bad input is refused with its value, at every question.

use rigshare_indexer::synthetic::address;

use crate::program::{get, run, Indexed, Running, PROGRAM};

#[tokio::test(flavor = "multi_thread")]
async fn bad_input_is_refused_with_its_value() {
    let scene = Indexed::new(9, 30).await;
    let indexer = &scene.indexer;

    let good = address(1);
    let wrong_prefix = good.replacen("wasm", "osmo", 1);
    let documented: serde_json::Value = indexer.get("/openapi.json").json();
    let mut refused = 0;
    for (path, methods) in documented["paths"].as_object().unwrap() {
        if !path.starts_with("/v1/") {
            continue;
        }
        let filled = path.replace("{rig}", "1").replace("{address}", &good);
        // A parameter that it does not have.
        refused += refuse(
            indexer,
            &format!("{filled}?colour=red"),
            "unknown_parameter",
            "colour",
            "red",
        );
        let parameters = methods["get"]["parameters"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        for parameter in parameters {
            let name = parameter["name"].as_str().unwrap();
            let wrong: &[&str] = match name {
                "rig" => &["x", "-1", "4294967296", "1.5", "%00", "", "' OR 1=1 --"],
                "address" | "operator" | "seller" | "buyer" => &["x", &wrong_prefix, "wasm1", ""],
                "limit" => &["0", "201", "x", "-1", ""],
                "cursor" => &["x~y~z", "%00", "a b", ""],
                "status" | "grade" | "sort" | "kind" | "standing" => &["x", "", "TRUE"],
                "coin" | "asset" | "token_id" => &["", "%01"],
                "denom" => &["", "cw20:", "%07abc"],
                "Last-Event-ID" => &["x", "-5", "1.5"],
                other => panic!("{path}: how is {other} wrong?"),
            };
            for value in wrong {
                if parameter["in"] == "path" {
                    let encoded = value.replace(' ', "%20");
                    // Without anything it is another path.
                    if !encoded.is_empty() {
                        let place = format!("{{{name}}}");
                        let path = path.replace(&place, &encoded).replace("{rig}", "1");
                        refused += refuse(indexer, &path, "bad_path", name, value);
                    }
                } else if parameter["in"] == "header" {
                    let answer = get(&indexer.address, &filled, &[("last-event-id", value)]);
                    assert_eq!(answer.status, 400, "{answer:?}");
                    assert_eq!(answer.json()["error"]["value"], *value);
                    refused += 1;
                } else {
                    let encoded = value.replace(' ', "%20");
                    refused += refuse(
                        indexer,
                        &format!("{filled}?{name}={encoded}"),
                        "bad_parameter",
                        name,
                        value,
                    );
                }
            }
        }
    }
    assert!(refused > 150, "only {refused} were tried");
    // Sorting by price compares only what is of one rig and in one denom.
    refuse(
        indexer,
        "/v1/asks?sort=price",
        "bad_parameter",
        "sort",
        "price",
    );
    // A cursor of another question.
    refuse(indexer, "/v1/rigs?cursor=5", "bad_parameter", "cursor", "5");
    for (path, field) in [
        ("/v1/rigs/4000", "rig"),
        ("/v1/rigs/4000/epochs", "rig"),
        ("/v1/nothing", "question"),
    ] {
        let answer = indexer.get(path);
        assert_eq!(
            (answer.status, &answer.json()["error"]["field"]),
            (404, &field.into()),
            "{path}"
        );
        assert_eq!(answer.json()["error"]["code"], "not_found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_of_what_is_no_address_is_refused_with_it() {
    let scene = Indexed::new(9, 5).await;
    let db = &scene.db;
    for wrong in ["typo", &address(1).replacen("wasm", "osmo", 1)] {
        let output = std::process::Command::new(PROGRAM)
            .args(["export", "--db", db, "--address", wrong])
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        let expected = format!("{wrong:?} is no address that begins with wasm1");
        assert!(said.contains(&expected), "{said}");
        assert!(output.stdout.is_empty());
    }
    let heading = run(&["export", "--db", db, "--address", &address(1)]);
    assert!(heading.starts_with("time,height,tx,"), "{heading}");
}

fn refuse(indexer: &Running, path: &str, code: &str, field: &str, value: &str) -> usize {
    let answer = indexer.get(path);
    assert_eq!(answer.status, 400, "{path}: {answer:?}");
    let error = &answer.json()["error"];
    assert_eq!(
        (error["code"].as_str(), error["field"].as_str()),
        (Some(code), Some(field)),
        "{path}: {error}"
    );
    let shown = error["value"].as_str().unwrap();
    let meant = value
        .replace("%00", "\0")
        .replace("%01", "\u{1}")
        .replace("%07", "\u{7}");
    assert_eq!(shown, meant, "{path}");
    assert!(!error["message"].as_str().unwrap().is_empty());
    1
}
