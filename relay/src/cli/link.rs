//! The operator's link, as text and as a code to scan.

use super::{Answers, Place, RunError, Worth};
use crate::config::Tls;
use crate::ports::{Clock, SystemClock, SystemRandom};
use crate::server::{Data, self_signed_pin};
use crate::settings::Settings;
use crate::tokens;
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;
use rapport_wire::Origin;
use rapport_wire::operator::OperatorLink;
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(super) struct LinkArgs {
    /// The address that people use, as given to `serve`
    #[arg(long, value_name = "https://HOST[:PORT]", env = "RAPPORT_RELAY_PUBLIC")]
    public: Option<String>,
    /// The relay shows its self-signed certificate: put the pin into the link
    #[arg(long, value_name = "BOOL", env = "RAPPORT_RELAY_SELF_SIGNED", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    self_signed: Option<bool>,
    #[command(flatten)]
    worth: Worth,
    #[command(flatten)]
    place: Place,
}

pub(super) fn run(args: LinkArgs, out: &mut Answers<'_>) -> Result<(), RunError> {
    let given = Settings {
        public: args.public,
        self_signed: args.self_signed,
        data: args.place.data.clone(),
        config: args.place.config.clone(),
        ..Settings::default()
    };
    let config = given.with_file()?.resolve()?;
    let origin: Origin = config.public.clone().ok_or(RunError::Usage("say with --public which address people use"))?;
    let pin = match config.tls {
        Tls::SelfSigned => self_signed_pin(&Data::open(&config.data)?, &origin)?,
        Tls::None | Tls::Files { .. } => None,
    };
    let (store, _) = args.place.store()?;
    let now = SystemClock.now_ms();
    let expires = now.saturating_add(args.worth.expires.ms());
    let token = tokens::issue(&*store, &SystemRandom, now, args.worth.spaces, expires).map_err(super::token::unmade)?;
    print(&OperatorLink { origin, token, pin }, out);
    Ok(())
}

/// Prints link and code. Whoever sees them can open spaces at this relay.
pub(super) fn print(link: &OperatorLink, out: &mut Answers<'_>) {
    let Ok(text) = link.to_text() else { return };
    let mut words = String::new();
    if let Ok(code) = QrCode::new(text.as_bytes()) {
        // Most terminals are dark: the light modules are the ones drawn.
        words =
            code.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).quiet_zone(true).build();
        words.push('\n');
    }
    words.push_str("Scan this in the app, or paste the link. It lets people open spaces here; keep it like a key.\n");
    words.push_str(&text);
    words.push('\n');
    out.say(&words, &json!({ "link": text }));
}
