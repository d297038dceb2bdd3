//! `rigshare-indexer`: see its library, and docs/indexer.md.

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use clap::Parser;
use rigshare_indexer::api::params::address_of;
use rigshare_indexer::api::{history, openapi, About};
use rigshare_indexer::args::{Cli, Command, ExportArgs, ReindexArgs};
use rigshare_indexer::bench::bench;
use rigshare_indexer::error::IndexError;
use rigshare_indexer::run::{run, serve};
use rigshare_indexer::store::hash::content_hash;
use rigshare_indexer::store::Store;
use rigshare_indexer::writer::Writer;
use tokio::runtime::Builder;
use tokio::sync::mpsc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let ended = Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| IndexError::System {
            what: "starting".to_owned(),
            why: error.to_string(),
        })
        .and_then(|runtime| runtime.block_on(obey(cli.command)));
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn obey(command: Command) -> Result<(), IndexError> {
    match command {
        Command::Run(args) => run(args).await,
        Command::Serve(args) => serve(args).await,
        Command::Reindex(args) => reindex(args).await,
        Command::Hash(args) => {
            let store = Store::open(&args.db).await?;
            let mut snapshot = store.long_snapshot().await?;
            let hash = content_hash(snapshot.connection()).await?;
            println!("{hash}  block {}", snapshot.progress.source_height);
            Ok(())
        }
        Command::Export(args) => export(args).await,
        Command::Bench(what) => bench(what).await,
        Command::Openapi => {
            print!("{}", openapi::json());
            Ok(())
        }
    }
}

async fn reindex(args: ReindexArgs) -> Result<(), IndexError> {
    let store = Store::open(&args.database.db).await?;
    store.migrate().await?;
    let about = About::from_rows(&store.suite().await?)?.ok_or(IndexError::Empty)?;
    let mut writer =
        Writer::open(&store, about.clock, 1)
            .await?
            .ok_or_else(|| IndexError::System {
                what: "reindexing".to_owned(),
                why: "another indexer writes to this database: stop it first".to_owned(),
            })?;
    writer.forget(args.from).await?;
    println!(
        "blocks from {} on are forgotten; `run` indexes them again",
        args.from
    );
    Ok(())
}

/// Writes to standard output; false where whoever reads it has read enough and is gone.
fn write(bytes: &[u8]) -> Result<bool, IndexError> {
    match std::io::stdout().write_all(bytes) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(IndexError::System {
            what: "writing to standard output".to_owned(),
            why: error.to_string(),
        }),
    }
}

async fn export(args: ExportArgs) -> Result<(), IndexError> {
    let store = Store::open(&args.database.db).await?;
    let about = About::from_rows(&store.suite().await?)?.ok_or(IndexError::Empty)?;
    let address = address_of(&args.address, &about.prefix).map_err(|_| IndexError::NoAddress {
        address: args.address.clone(),
        prefix: about.prefix.clone(),
    })?;
    let (sender, mut pieces) = mpsc::channel::<Result<Vec<u8>, std::io::Error>>(4);
    let printing = async {
        let mut is_read = write(history::heading().as_bytes())?;
        while is_read {
            let Some(Ok(piece)) = pieces.recv().await else {
                break;
            };
            is_read = write(&piece)?;
        }
        drop(pieces);
        Ok(())
    };
    let exporting = history::export(&store, &address, sender);
    tokio::try_join!(exporting, printing).map(|_| ())
}
