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
    let answer = try_to_ask(rpc, method, params);
    answer.unwrap_or_else(|error| panic!("{method} {params} at {rpc}: {error}"))
}

/// Asks a node that may be down, or only just up.
pub fn try_to_ask(rpc: &str, method: &str, params: &Value) -> Result<Value, String> {
    let question = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
    let answer = post(host_of(rpc), question.to_string().as_bytes());
    let answer = answer.map_err(|error| error.to_string())?;
    let body_at = answer.windows(4).position(|four| four == b"\r\n\r\n");
    let body = answer.get(body_at.map_or(0, |at| at + 4)..);
    let answer: Value = serde_json::from_slice(body.unwrap_or_default())
        .map_err(|error| format!("{error}: {}", String::from_utf8_lossy(&answer)))?;
    if answer["error"].is_null() {
        Ok(answer["result"].clone())
    } else {
        Err(answer["error"].to_string())
    }
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
