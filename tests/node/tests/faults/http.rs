//! Questions to a node's RPC, without a client that might hide something.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use serde_json::{json, Value};

/// Where an RPC listens: host and port.
pub fn host_of(rpc: &str) -> &str {
    rpc.strip_prefix("http://").unwrap()
}

/// Asks a node that must answer.
pub fn ask(rpc: &str, method: &str, params: &Value) -> Value {
    let question = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
    let answer = post(host_of(rpc), question.to_string().as_bytes());
    let answer = answer.unwrap_or_else(|error| panic!("{method} at {rpc}: {error}"));
    let body_at = answer.windows(4).position(|four| four == b"\r\n\r\n");
    let answer: Value = serde_json::from_slice(&answer[body_at.unwrap() + 4..]).unwrap();
    assert!(answer["error"].is_null(), "{method} {params}: {answer}");
    answer["result"].clone()
}

/// Posts a question and reads the whole answer, head and body.
pub fn post(host: &str, body: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(host)?;
    // Version 1.0: the answer comes in one piece and ends with the connection.
    write!(
        stream,
        "POST / HTTP/1.0\r\nHost: {host}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    )?;
    stream.write_all(body)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(answer)
}

/// Reads a question's body; nothing where the other side has left.
pub fn read_body(stream: &TcpStream) -> Option<Vec<u8>> {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let lower = line.to_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(body)
}
