//! What is in a node's blocks, and what waits to be: asked over plain HTTP, which a client of the chain
//! does not offer.

use std::io::{Read, Write};
use std::net::TcpStream;

use anyhow::{ensure, Context, Result};
use serde_json::Value;

use crate::throughput::Throughput;

/// A day: a time of day begins anew after it.
const DAY_MILLISECONDS: u64 = 86_400_000;

/// Counts the transactions from the block `first` to the block `last`; each must have succeeded.
///
/// # Errors
/// One failed, or the node does not answer.
pub fn count(rpc: &str, first: u64, last: u64, kind: &'static str) -> Result<Throughput> {
    let mut times = Vec::new();
    let mut included = 0;
    for height in first..=last {
        let results = ask(
            rpc,
            &format!("block_results?height={height}"),
            "/txs_results",
        )?;
        let Some(outcomes) = results.as_array().filter(|outcomes| !outcomes.is_empty()) else {
            continue;
        };
        for outcome in outcomes {
            let succeeded = outcome.get("code").is_some_and(|code| code == 0);
            ensure!(succeeded, "a {kind} failed: {outcome}");
        }
        // The first block that has any only starts the clock.
        if !times.is_empty() {
            included += u64::try_from(outcomes.len())?;
        }
        let time = ask(rpc, &format!("header?height={height}"), "/header/time")?;
        let time = time.as_str().context("a block's time is no text")?;
        times.push(milliseconds_of_day(time)?);
    }
    let first = times.first().context("no block has any")?;
    let last = times.last().context("no block has any")?;
    let milliseconds = (last + DAY_MILLISECONDS - first) % DAY_MILLISECONDS;
    ensure!(milliseconds > 0, "all of {kind} are in one block");
    Ok(Throughput {
        kind,
        included,
        milliseconds,
    })
}

/// The newest block's height.
///
/// # Errors
/// The node does not answer.
pub fn height(rpc: &str) -> Result<u64> {
    number(&ask(rpc, "status", "/sync_info/latest_block_height")?)
}

/// How many transactions wait to be included.
///
/// # Errors
/// The node does not answer.
pub fn waiting(rpc: &str) -> Result<u64> {
    number(&ask(rpc, "num_unconfirmed_txs", "/total")?)
}

fn number(value: &Value) -> Result<u64> {
    let text = value.as_str();
    let text = text.with_context(|| format!("{value} is no number in quotes"))?;
    Ok(text.parse()?)
}

/// Of a time such as `2026-01-31T23:59:59.123456789Z`.
fn milliseconds_of_day(time: &str) -> Result<u64> {
    let clock = time.split_once('T');
    let (_, clock) = clock.with_context(|| format!("{time:?} is no time"))?;
    let clock = clock.trim_end_matches('Z');
    let (whole, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let mut seconds = 0;
    for part in whole.split(':') {
        seconds = seconds * 60 + part.parse::<u64>()?;
    }
    let thousandths: String = format!("{fraction}000").chars().take(3).collect();
    Ok(seconds * 1_000 + thousandths.parse::<u64>()?)
}

/// The part of an answer at a JSON pointer.
fn ask(rpc: &str, question: &str, at: &str) -> Result<Value> {
    let mut stream = TcpStream::connect(rpc)?;
    let request = format!("GET /{question} HTTP/1.0\r\nHost: {rpc}\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let body = answer.split_once("\r\n\r\n");
    let (_, body) = body.context("the node does not answer in HTTP")?;
    let answer: Value = serde_json::from_str(body)?;
    let part = answer.pointer(&format!("/result{at}")).cloned();
    part.with_context(|| format!("{question} has no {at}: {answer}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_to_the_millisecond() -> Result<()> {
        assert_eq!(
            milliseconds_of_day("2026-01-31T01:02:03.04567Z")?,
            3_723_045
        );
        assert_eq!(milliseconds_of_day("2026-01-31T23:59:59Z")?, 86_399_000);
        assert!(milliseconds_of_day("2026-01-31").is_err());
        Ok(())
    }
}
