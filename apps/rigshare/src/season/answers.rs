//! reporters/: what each rig's pool answered to each reporter.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use pool_earnings::{parse_daily, Coin, Pool, MOST_ANSWER_BYTES};

use super::error::{read_text, SeasonError};
use super::rigs::Rig;
use super::season_file::Rules;

/// What the pool of a rig credited, base units of the mined coin, by day of the season. A day that is
/// missing is a gap.
pub type DailyGross = BTreeMap<u32, u128>;

/// Reads every answer: by reporter, then rig, in the order of the TOML files.
///
/// # Errors
/// A file is missing, unknown or not the pool's answer.
pub fn load(
    folder: &Path,
    rules: &Rules,
    rigs: &[Rig],
) -> Result<Vec<Vec<DailyGross>>, SeasonError> {
    let folder = folder.join("reporters");
    let reporters: BTreeSet<String> = rules
        .reporters()
        .map(|reporter| reporter.name.0.clone())
        .collect();
    refuse_strangers(&folder, &reporters, "a reporter of season.toml")?;
    let files: BTreeSet<String> = rigs.iter().map(|rig| format!("{}.json", rig.id)).collect();
    rules
        .reporters()
        .map(|reporter| {
            let folder = folder.join(&*reporter.name);
            refuse_strangers(&folder, &files, "the answer for a rig of rigs.toml")?;
            rigs.iter()
                .map(|rig| answer(folder.join(format!("{}.json", rig.id)), rules, rig))
                .collect()
        })
        .collect()
}

/// Refuses names that nothing in the season calls for: a misspelt file would be an answer that nobody
/// reads. Names that begin with a dot are the file system's.
fn refuse_strangers(
    folder: &Path,
    known: &BTreeSet<String>,
    what: &str,
) -> Result<(), SeasonError> {
    let unreadable = |file: &Path, reason| SeasonError::Unreadable {
        file: file.to_owned(),
        reason,
    };
    for entry in std::fs::read_dir(folder).map_err(|reason| unreadable(folder, reason))? {
        let entry = entry.map_err(|reason| unreadable(folder, reason))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') && !known.contains(&name) {
            let why = std::io::Error::other(format!("{name:?} is not {what}"));
            return Err(unreadable(&entry.path(), why));
        }
    }
    Ok(())
}

fn answer(file: PathBuf, rules: &Rules, rig: &Rig) -> Result<DailyGross, SeasonError> {
    let text = read_text(&file, MOST_ANSWER_BYTES as u64)?;
    let refuse = |reason| SeasonError::Answer {
        file: file.clone(),
        reason,
    };
    let pool = Pool::from_str(&rig.pool).map_err(refuse)?;
    let decimals = rules
        .asset(&rig.coin)
        .map_or(0, |asset| u32::from(asset.decimals));
    let coin = Coin::new(rig.coin.as_str(), decimals);
    let mut gross = DailyGross::new();
    for (day, earning) in parse_daily(pool, &coin, &text).map_err(refuse)? {
        earning
            .check_hashrate_unit(day, rig.hashrate_hs.0)
            .map_err(refuse)?;
        // An answer may reach back before the season, and beyond it: those days are not asked for.
        if let Some(day) = day
            .checked_sub(rules.first_day.0)
            .filter(|day| *day < rules.days)
        {
            gross.insert(day, earning.amount_base_units);
        }
    }
    Ok(gross)
}
