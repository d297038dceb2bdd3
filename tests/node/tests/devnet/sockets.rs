//! Where a process listens, as Linux tells it.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;

/// A socket's state in /proc/net/tcp while it listens.
const LISTENS: &str = "0A";

/// The addresses at which a process listens by TCP.
pub fn listening(pid: u64) -> BTreeSet<SocketAddr> {
    let own = inodes(pid);
    ["tcp", "tcp6"]
        .into_iter()
        .flat_map(|kind| {
            let table = std::fs::read_to_string(format!("/proc/{pid}/net/{kind}")).unwrap();
            let rows: Vec<String> = table.lines().skip(1).map(str::to_owned).collect();
            rows
        })
        .filter_map(|row| {
            let fields: Vec<&str> = row.split_whitespace().collect();
            let is_own = fields[3] == LISTENS && own.contains(fields[9]);
            is_own.then(|| address(fields[1]))
        })
        .collect()
}

/// The processes that have a text in their arguments. One that has ended has none.
pub fn processes_with(text: &Path) -> Vec<String> {
    let text = text.to_str().unwrap();
    let all = std::fs::read_dir("/proc").unwrap().flatten();
    all.filter_map(|entry| std::fs::read_to_string(entry.path().join("cmdline")).ok())
        .filter(|arguments| arguments.contains(text))
        .collect()
}

fn inodes(pid: u64) -> BTreeSet<String> {
    let files = std::fs::read_dir(format!("/proc/{pid}/fd")).unwrap();
    // A file may be closed meanwhile.
    files
        .flatten()
        .filter_map(|file| std::fs::read_link(file.path()).ok())
        .filter_map(|target| {
            let inode = target.to_str()?.strip_prefix("socket:[")?;
            Some(inode.strip_suffix(']')?.to_owned())
        })
        .collect()
}

/// An address as Linux writes it: words of 32 bits in this machine's order of bytes, and the port.
fn address(text: &str) -> SocketAddr {
    let (host, port) = text.split_once(':').unwrap();
    let bytes: Vec<u8> = (0..host.len())
        .step_by(8)
        .map(|at| u32::from_str_radix(&host[at..at + 8], 16).unwrap())
        .flat_map(u32::to_ne_bytes)
        .collect();
    let host = match <[u8; 4]>::try_from(bytes.as_slice()) {
        Ok(four) => IpAddr::from(Ipv4Addr::from(four)),
        Err(_) => IpAddr::from(Ipv6Addr::from(<[u8; 16]>::try_from(bytes).unwrap())),
    };
    SocketAddr::new(host, u16::from_str_radix(port, 16).unwrap())
}
