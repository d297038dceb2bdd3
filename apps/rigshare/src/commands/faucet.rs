//! `rigshare faucet`: gives visitors of a devnet coins, over HTTP on this machine.

use crate::args::Faucet;
use crate::failure::Failure;
use crate::faucet::{serve, Origins, Payer};
use crate::interrupt;
use crate::screen::Screen;

/// Serves until Ctrl-C, which is its proper end.
///
/// # Errors
/// There is no devnet; the address to listen on is not this machine's alone, or taken; an origin is none.
pub fn run(args: &Faucet) -> Result<(), Failure> {
    if !args.listen.ip().is_loopback() {
        let why = format!(
            "{} can be reached from elsewhere: give an address of this machine alone, such as 127.0.0.1",
            args.listen
        );
        return Err(Failure::usage("--listen", why));
    }
    let origins =
        Origins::new(&args.allow_origin).map_err(|why| Failure::usage("--allow-origin", why))?;
    interrupt::listen()?;
    let payer = Payer::open(&args.devnet)?;
    serve(args.listen, &origins, payer, |address| {
        let mut screen = Screen::stdout();
        screen.line(format!("the faucet listens on http://{address}"));
        screen.show()
    })
}
