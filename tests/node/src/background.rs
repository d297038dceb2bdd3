//! A program that runs beside a test.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How often something is looked for.
const LOOK: Duration = Duration::from_millis(50);

/// A program that runs beside a test. It is killed when this is dropped.
pub struct Background {
    child: Child,
    lines: Arc<Mutex<Vec<String>>>,
    readers: Vec<JoinHandle<()>>,
}

impl Background {
    /// Starts it.
    ///
    /// # Panics
    /// It can't be started.
    #[must_use]
    pub fn start(command: &mut Command) -> Self {
        let command = command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let lines = Arc::<Mutex<Vec<String>>>::default();
        let out = child.stdout.take().unwrap();
        let err = child.stderr.take().unwrap();
        let readers = vec![read(out, &lines), read(err, &lines)];
        Self {
            child,
            lines,
            readers,
        }
    }

    /// What it has said so far, a line each.
    ///
    /// # Panics
    /// Never: nobody panics while the lines are taken.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }

    /// Waits for a line that has these words, and returns it.
    ///
    /// # Panics
    /// It does not come in time, or the program has ended.
    pub fn wait_for(&mut self, words: &str, seconds: u64) -> String {
        let deadline = Instant::now() + Duration::from_secs(seconds);
        loop {
            let ended = self.child.try_wait().unwrap();
            if let Some(line) = self.lines().into_iter().find(|line| line.contains(words)) {
                return line;
            }
            let said = self.lines().join("\n");
            assert_eq!(ended, None, "it ended without {words:?}:\n{said}");
            assert!(
                Instant::now() < deadline,
                "no {words:?} in {seconds} seconds:\n{said}"
            );
            std::thread::sleep(LOOK);
        }
    }

    /// Sends it SIGINT, as Ctrl-C does, and waits for its end. Returns its exit code and everything that it
    /// said.
    ///
    /// # Panics
    /// It does not end in time.
    #[must_use]
    pub fn interrupt(mut self, seconds: u64) -> (Option<i32>, String) {
        let sent = Command::new("kill")
            .args(["-INT", &self.child.id().to_string()])
            .status();
        assert!(sent.unwrap().success(), "it does not run any more");
        let deadline = Instant::now() + Duration::from_secs(seconds);
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            let said = self.lines().join("\n");
            assert!(
                Instant::now() < deadline,
                "it does not end in {seconds} seconds:\n{said}"
            );
            std::thread::sleep(LOOK);
        };
        for reader in self.readers.drain(..) {
            reader.join().unwrap();
        }
        (status.code(), self.lines().join("\n"))
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        // It has ended already, where all is well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(from: impl Read + Send + 'static, lines: &Arc<Mutex<Vec<String>>>) -> JoinHandle<()> {
    let lines = Arc::clone(lines);
    std::thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            lines.lock().unwrap().push(line);
        }
    })
}
