//! Which texts, numbers and lists a message may carry.

use cosmwasm_std::Uint128;
use rigshare_types::units::MAX_TEXT_BYTES;

use crate::error::ContractError;

/// How many characters of a refused text its error shows.
const SHOWN_CHARACTERS: usize = 40;

/// The longest link, in bytes.
const MAX_LINK_BYTES: usize = 2_048;

/// How links begin.
const LINK_SCHEMES: [&str; 3] = ["https://", "ipfs://", "data:image/"];

/// Takes a text of 1 to `most_bytes` bytes that looks like what it is: without spaces around it,
/// control characters, and characters that are invisible or turn the direction of writing.
///
/// # Errors
/// [`ContractError::BadText`].
pub fn check_text_of(
    field: &'static str,
    text: &str,
    most_bytes: usize,
) -> Result<(), ContractError> {
    let problem = if text.is_empty() {
        "is empty"
    } else if text.len() > most_bytes {
        "is too long"
    } else if text.trim() != text {
        "has spaces around it"
    } else if !text.chars().all(is_visible) {
        "has characters that can't be seen"
    } else {
        return Ok(());
    };
    Err(bad(field, text, problem))
}

/// [`check_text_of`] with the limit of names.
///
/// # Errors
/// [`ContractError::BadText`].
pub fn check_text(field: &'static str, text: &str) -> Result<(), ContractError> {
    check_text_of(field, text, MAX_TEXT_BYTES)
}

/// Takes a text that identifies something: [`check_text`], and ASCII alone, so that no two look
/// alike.
///
/// # Errors
/// [`ContractError::BadText`].
pub fn check_identifier(field: &'static str, text: &str) -> Result<(), ContractError> {
    check_text(field, text)?;
    if text.is_ascii() {
        Ok(())
    } else {
        Err(bad(field, text, "has characters beyond ASCII"))
    }
}

/// Takes a link to a picture or a page: ASCII without spaces, with a scheme that no client runs.
///
/// # Errors
/// [`ContractError::BadText`].
pub fn check_link(field: &'static str, link: &str) -> Result<(), ContractError> {
    check_text_of(field, link, MAX_LINK_BYTES)?;
    let known = LINK_SCHEMES.iter().any(|scheme| link.starts_with(scheme));
    if known && link.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(())
    } else {
        Err(bad(field, link, "is no link by https, ipfs or data:image"))
    }
}

/// Takes a denom as the bank module writes them: a letter, then letters, digits and `/:._-`.
///
/// # Errors
/// [`ContractError::BadText`].
pub fn check_bank_denom(field: &'static str, denom: &str) -> Result<(), ContractError> {
    let begins = denom.starts_with(|first: char| first.is_ascii_alphabetic());
    let goes_on = denom
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "/:._-".contains(c));
    if begins && goes_on {
        Ok(())
    } else {
        Err(bad(field, denom, "is no bank denom"))
    }
}

/// Takes a number from `least` to `most`.
///
/// # Errors
/// [`ContractError::OutOfRange`].
pub fn check_range(
    field: &'static str,
    value: impl Into<Uint128>,
    least: impl Into<Uint128>,
    most: impl Into<Uint128>,
) -> Result<(), ContractError> {
    let (value, least, most) = (value.into(), least.into(), most.into());
    if least <= value && value <= most {
        Ok(())
    } else {
        Err(ContractError::OutOfRange {
            field,
            value,
            least,
            most,
        })
    }
}

/// Takes a list that names each entry once. Lists of messages are short: comparing all with all is
/// cheaper than a set.
///
/// # Errors
/// [`ContractError::Duplicate`].
pub fn check_each_once(entries: &[impl AsRef<str>]) -> Result<(), ContractError> {
    for (index, entry) in entries.iter().enumerate() {
        let mut before = entries.iter().take(index);
        if before.any(|other| other.as_ref() == entry.as_ref()) {
            return Err(ContractError::Duplicate {
                entry: entry.as_ref().to_owned(),
            });
        }
    }
    Ok(())
}

fn bad(field: &'static str, text: &str, problem: &'static str) -> ContractError {
    ContractError::BadText {
        field,
        value: text.chars().take(SHOWN_CHARACTERS).collect(),
        problem,
    }
}

/// False for controls, soft hyphens, marks of direction, joiners, separators of lines, fillers,
/// private use and tags: all that could make a name look like another, or break XML.
fn is_visible(c: char) -> bool {
    !c.is_control()
        && !matches!(
            c,
            '\u{ad}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{180b}'..='\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{e000}'..='\u{f8ff}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{ffff}'
                | '\u{e0000}'..='\u{10ffff}'
        )
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn attack_42_names_look_like_what_they_are() {
        for good in [
            "Antminer S21 Pro",
            "Île-de-France",
            "水力",
            "<b>\"'&]]>",
            "a",
        ] {
            check_text("name", good).unwrap();
        }
        check_text("name", &"x".repeat(MAX_TEXT_BYTES)).unwrap();
        for (text, problem) in [
            ("", "is empty"),
            (" a", "has spaces around it"),
            ("a\u{a0}", "has spaces around it"),
            ("a\tb", "has characters that can't be seen"),
            ("a\0b", "has characters that can't be seen"),
            ("a\u{202e}b", "has characters that can't be seen"),
            ("a\u{200b}b", "has characters that can't be seen"),
            ("a\u{ffff}b", "has characters that can't be seen"),
        ] {
            assert_eq!(
                check_text("name", text),
                Err(ContractError::BadText {
                    field: "name",
                    value: text.to_owned(),
                    problem
                })
            );
        }
        assert_eq!(
            check_text("name", &"x".repeat(10_000)),
            Err(ContractError::BadText {
                field: "name",
                value: "x".repeat(SHOWN_CHARACTERS),
                problem: "is too long"
            })
        );
        check_identifier("worker", "pаypal").unwrap_err();
        check_identifier("worker", "account.worker 1").unwrap();
    }

    #[test]
    fn links_are_harmless() {
        for good in [
            "https://example.com/a?b=c#d",
            "ipfs://bafy/1.png",
            "data:image/png;base64,AA",
        ] {
            check_link("image", good).unwrap();
        }
        for bad in [
            "",
            "javascript:alert(1)",
            "https://a b",
            "http://example.com",
            "HTTPS://é.com",
        ] {
            check_link("image", bad).unwrap_err();
        }
        check_link("image", &format!("https://{}", "x".repeat(MAX_LINK_BYTES))).unwrap_err();
    }

    #[test]
    fn denoms_are_the_banks() {
        for good in [
            "uusdc",
            "ibc/27394FB0",
            "factory/cosmos1abc/ubtc",
            "a:b.c_d-e",
        ] {
            check_bank_denom("denom", good).unwrap();
        }
        for bad in ["", "1abc", "/abc", "a b", "ü", "ab\""] {
            check_bank_denom("denom", bad).unwrap_err();
        }
    }
}
