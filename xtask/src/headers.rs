//! What the server says about the app besides its bytes. The local server and the file for static hosts
//! both take it from here, so that what was tested is what is hosted.

/// Nothing from elsewhere, nothing inline; WebAssembly may be compiled.
pub(crate) const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
     style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
     worker-src 'self'; base-uri 'none'; form-action 'none'";

/// Sent with every answer.
pub(crate) const EVERYWHERE: [(&str, &str); 7] = [
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    // File names do not change with every change of content, so each use asks whether there is news.
    ("Cache-Control", "no-cache"),
];

/// The `_headers` file that Netlify, Cloudflare Pages and others read.
pub(crate) fn for_static_hosts() -> String {
    let mut text = String::from("/*\n");
    for (name, value) in EVERYWHERE {
        text.push_str(&format!("  {name}: {value}\n"));
    }
    text
}

/// The media type of a file, by the ending of its name.
pub(crate) fn media_type(path: &str) -> &'static str {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "csv" => "text/csv; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_allows_no_foreign_and_no_inline_code() {
        let directives: Vec<&str> = CONTENT_SECURITY_POLICY.split("; ").collect();
        assert_eq!(directives.len(), 10, "{directives:#?}");
        assert_eq!(directives[0], "default-src 'none'");
        assert_eq!(directives[1], "script-src 'self' 'wasm-unsafe-eval'");
        assert!(!CONTENT_SECURITY_POLICY.contains("unsafe-inline"));
        assert!(!CONTENT_SECURITY_POLICY.contains("http"));
        assert!(!CONTENT_SECURITY_POLICY.contains("  "));
    }

    #[test]
    fn static_hosts_get_the_same_headers() {
        let text = for_static_hosts();
        assert!(text.starts_with("/*\n  Content-Security-Policy: default-src 'none';"));
        for (name, value) in EVERYWHERE {
            assert!(text.contains(&format!("\n  {name}: {value}\n")), "{name}");
        }
    }

    #[test]
    fn media_types_follow_the_ending() {
        assert_eq!(media_type("app_bg.wasm"), "application/wasm");
        assert_eq!(
            media_type("a/manifest.webmanifest"),
            "application/manifest+json"
        );
        assert_eq!(media_type("LICENSE"), "application/octet-stream");
    }
}
