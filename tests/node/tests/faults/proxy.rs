//! Something between a client and the real node that breaks some of the answers.

use std::collections::BTreeMap;
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::http::{host_of, post, read_body};

/// What happens to a question or its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The node does what it was asked, and the connection breaks before it can say so.
    AnswerLost,
    /// The connection breaks before the node sees the question.
    QuestionLost,
    /// The node does not see the question; a server before it answers with status 500.
    Broken,
    /// The node does what it was asked, and what arrives of the answer is no JSON.
    Garbage,
    /// The node sees the question at once, and its answer arrives this much later.
    Late(Duration),
}

/// Decides by a question's method, and by how many of the method were asked before.
pub type Plan = Box<dyn Fn(&str, usize) -> Option<Fault> + Send + Sync>;

/// Is told the method of each question that the node has answered, before the answer goes on.
pub type Answered = Box<dyn Fn(&str) + Send + Sync>;

/// Starts a proxy before a node, and says where it listens. It lives as long as the test's process.
pub fn start(node: &str, plan: Plan, answered: Answered) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = format!("http://{}", listener.local_addr().unwrap());
    let host = host_of(node).to_owned();
    let proxy = Arc::new(Proxy {
        host,
        plan,
        answered,
        asked: Mutex::default(),
    });
    thread::spawn(move || {
        for stream in listener.incoming() {
            let proxy = Arc::clone(&proxy);
            thread::spawn(move || proxy.serve(&stream.unwrap()));
        }
    });
    at
}

struct Proxy {
    host: String,
    plan: Plan,
    answered: Answered,
    /// How many questions of each method there were.
    asked: Mutex<BTreeMap<String, usize>>,
}

impl Proxy {
    /// One question, one answer, one connection.
    fn serve(&self, mut stream: &TcpStream) {
        let Some(question) = read_body(stream) else {
            return;
        };
        let parsed: Value = serde_json::from_slice(&question).unwrap();
        let method = parsed["method"].as_str().unwrap();
        let before = {
            let mut asked = self.asked.lock().unwrap();
            let count = asked.entry(method.to_owned()).or_default();
            *count += 1;
            *count - 1
        };
        let fault = (self.plan)(method, before);
        let answer = match fault {
            Some(Fault::QuestionLost) => return,
            Some(Fault::Broken) => b"HTTP/1.0 500 Broken\r\n\r\nbusy".to_vec(),
            _ => match post(&self.host, &question) {
                Ok(answer) => {
                    (self.answered)(method);
                    answer
                }
                // The node is down: so is the proxy, to whoever asks.
                Err(_) => return,
            },
        };
        let answer = match fault {
            Some(Fault::AnswerLost) => return,
            Some(Fault::Garbage) => b"HTTP/1.0 200 OK\r\n\r\n<html>welcome</html>".to_vec(),
            Some(Fault::Late(time)) => {
                thread::sleep(time);
                answer
            }
            _ => answer,
        };
        // Whoever asked may have left: that is a fault being tested.
        let _ = stream.write_all(&answer);
    }
}
