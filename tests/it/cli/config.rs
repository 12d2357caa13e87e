//! A wrong configuration: the key, the value, the remedy; never a secret.

use super::Office;
use crate::support::provider::Listener;

#[test]
fn wrong_usage_ends_with_two_and_help_with_nought() {
    let office = Office::new();
    for args in
        [&["sing"][..], &["queue"], &["queue", "show", "nonsense"], &["import"], &["queue", "list", "--class", "x"]]
    {
        let ended = office.run(args);
        assert_eq!(ended.code, 2, "{ended:?}");
        assert!(ended.out.is_empty() && ended.err.contains("Usage") || ended.err.contains("--help"), "{ended:?}");
    }
    for args in [&["--help"][..], &["queue", "--help"], &["--version"]] {
        assert!(!office.run(args).well().is_empty());
    }
}

/// The same of accounts for SMS and e-mail.
const OTHERS: [(&str, &str, &[&str]); 7] = [
    (
        TELEGRAM,
        "provider = \"twilio\"\naccount_sid = \"AC1\"\nauth_token = \"env:TEST_TOKEN\"\nfrom = \"whatsapp:2250\"",
        &["account \"tg1\" from", "whatsapp:2250", "write +14155550100"],
    ),
    (
        TELEGRAM,
        "provider = \"twilio\"\naccount_sid = \"AC1\"\nauth_token = \"env:TEST_TOKEN\"\nfrom = \"+2250\"\n\
         content_sids.carnet_new_mark = { fr = \"new_mark\" }",
        &["account \"tg1\" content_sids", "new_mark", "HX"],
    ),
    (TELEGRAM, "provider = \"twilio\"\nfrom = \"+2250\"", &["account \"tg1\" auth_token", "missing"]),
    (
        TELEGRAM,
        "provider = \"infobip\"\nbase_url = \"xyz.api.infobip.com\"\napi_key = \"env:TEST_TOKEN\"\nsender = \"A\"\n\
         webhook_secret = \"env:TEST_SECRET\"",
        &["account \"tg1\" base_url", "https://xxxxx.api.infobip.com"],
    ),
    (
        TELEGRAM,
        "provider = \"infobip\"\nbase_url = \"https://x.api.infobip.com\"\napi_key = \"env:TEST_TOKEN\"\nsender = \"A\"\n\
         webhook_secret = \"env:TEST_SECRET\"\nwebhook_auth = \"trust\"",
        &["account \"tg1\" webhook_auth", "trust", "hmac-sha256"],
    ),
    (
        TELEGRAM,
        "provider = \"smtp\"\nurl = \"env:TEST_TOKEN\"\nfrom = \"carnet@ecole.example\"",
        &["account \"tg1\" url", "no address of a mail server", "smtps://"],
    ),
    (
        "data_key = \"env:TEST_DATA_KEY\"",
        "data_key = \"env:TEST_DATA_KEY\"\n[elsewhere_after_minutes]\nreply = 5",
        &["reply", "elsewhere_after_minutes"],
    ),
];

const TELEGRAM: &str = "provider = \"telegram\"\napi_base = \"http://127.0.0.1:9\"\nbot_token = \"env:TEST_BOT\"\n\
                        secret_tokens = [\"env:TEST_SECRET\"]";

#[test]
fn what_is_missing_or_unknown_is_named() {
    let office = Office::new();
    office.run(&["check", "--config", "nowhere.toml"]).failed_saying(&["nowhere.toml", "--config", "README"]);
    let good = office.config();
    let cases: [(&str, &str, &[&str]); 13] = [
        ("listen = \"127.0.0.1:0\"", "lisen = \"127.0.0.1:0\"", &["lisen", "carnet.toml", "listen"]),
        ("listen = \"127.0.0.1:0\"", "listen = \"here\"", &["`listen`", "here", "127.0.0.1:8080"]),
        (
            "public_url = \"https://",
            "public_url = \"ftp://",
            &["`public_url`", "ftp://carnet.example.org", "write https://"],
        ),
        ("data_key = \"env:TEST_DATA_KEY\"", "data_key = \"sesame-canary\"", &["`data_key`", "env:NAME or file:PATH"]),
        ("data_key = \"env:TEST_DATA_KEY\"", "data_key = \"env:NOT_SET\"", &["`data_key`", "NOT_SET", "set it"]),
        (
            "data_key = \"env:TEST_DATA_KEY\"",
            "data_key = \"file:/nowhere/key\"",
            &["`data_key`", "/nowhere/key", "create it"],
        ),
        (
            "access_token = \"env:TEST_TOKEN\"",
            "access_token = \"EAAB-canary\"",
            &["account \"wa1\" access_token", "env:NAME"],
        ),
        (
            "provider = \"telegram\"",
            "provider = \"pigeon\"",
            &["account \"tg1\" provider", "pigeon", "whatsapp, telegram, twilio, infobip or smtp"],
        ),
        ("phone_number_id = \"106540352242922\"", "", &["account \"wa1\" phone_number_id", "missing"]),
        ("id = \"tg1\"", "id = \"wa1\"", &["account.id", "wa1", "own name"]),
        (
            "bot_token = \"env:TEST_BOT\"",
            "bot_token = \"env:TEST_BOT\"\nper_second = 0",
            &["account \"tg1\" per_second", "0"],
        ),
        (
            "[[account]]\nid = \"tg1\"",
            "[[budget]]\nschool = \"adjame\"\nmonthly = \"12,5\"\n\n[[account]]\nid = \"tg1\"",
            &["budget \"adjame\"", "`12,5`", "12.50"],
        ),
        (
            "[[account]]\nid = \"tg1\"",
            "[[account]]\nid = \"tg2\"\nschool = \"adjame\"\nprovider = \"telegram\"\nbot_token = \"env:TEST_BOT\"\n\
             secret_tokens = [\"env:TEST_BOT\"]\napi_base = \"http://127.0.0.1:9\"\n\n[[account]]\nid = \"tg1\"",
            &["`tg2` and `tg1` are the same sender", "keep one"],
        ),
    ];
    for (old, new, parts) in cases.into_iter().chain(OTHERS) {
        assert!(good.contains(old), "{old}");
        office.configure(&good.replace(old, new));
        let ended = office.run(&["migrate"]);
        ended.failed_saying(parts);
    }
    office.configure("listen = ");
    office.run(&["migrate"]).failed_saying(&["carnet.toml", "line 1"]);
}

#[test]
fn the_environment_overrides_a_key_and_is_blamed_like_one() {
    let office = Office::new();
    office.run_with(&["migrate"], &[("CARNET__PUBLIC_URL", "here")]).failed_saying(&["`public_url`", "here"]);
    office.run_with(&["migrate"], &[("TEST_DATA_KEY", "c2hvcnQ=")]).failed_saying(&["data_key", "32 bytes", "base64"]);
}

/// A chain of causes that repeat each other is told once.
#[track_caller]
fn said_once(line: &str) {
    let parts: Vec<&str> = line.trim().split(": ").collect();
    let distinct: std::collections::HashSet<&str> = parts.iter().copied().collect();
    assert_eq!(parts.len(), distinct.len(), "{line}");
}

#[test]
fn a_database_that_cannot_be_is_named_by_its_key() {
    let office = Office::new();
    let good = office.config();
    let url = good.lines().find(|line| line.starts_with("database_url")).unwrap();
    for (address, parts) in [
        ("mysql://host/db", &["`database_url`", "sqlite://", "postgres://"][..]),
        (
            "sqlite:///nowhere/at/all/carnet.db",
            &["`database_url`", "/nowhere/at/all/carnet.db", "there is no folder /nowhere/at/all", "create it"],
        ),
        (
            "postgres://nobody:pass-canary@127.0.0.1:9/none",
            &["`database_url`", "none on 127.0.0.1:9 as user nobody", "refused", "does PostgreSQL run there"],
        ),
    ] {
        office.configure(&good.replace(url, &format!("database_url = \"{address}\"")));
        let ended = office.run(&["migrate"]);
        ended.failed_saying(parts);
        said_once(&ended.err);
    }
    office.configure(&good);
    office.run(&["queue", "list"]).failed_saying(&["carnet migrate", "carnet.db"]);
    std::fs::write(office.path().join("carnet.db"), "no database, but long enough to be taken for one").unwrap();
    let ended = office.run(&["migrate"]);
    ended.failed_saying(&["carnet.db", "not a database"]);
    said_once(&ended.err);
    office.configure(&good.replace(url, &format!("database_url = \"sqlite://{}\"", office.path().display())));
    office.run(&["migrate"]).failed_saying(&["this is a folder"]);
    // A folder nobody may write into: a file stands where it should be.
    std::fs::write(office.path().join("file"), "").unwrap();
    office.configure(&good.replace(url, "database_url = \"sqlite://file/carnet.db\""));
    office.run(&["migrate"]).failed_saying(&["`database_url`"]);
}

#[tokio::test]
async fn check_says_a_providers_code_and_what_it_means() {
    let listener = Listener::start(|_| {
        let error = serde_json::json!({ "error": { "message": "x", "code": 190, "type": "OAuthException" } });
        (401, error)
    })
    .await;
    let office = Office::new();
    let base = listener.base.to_string();
    office.configure(&office.config().replacen("http://127.0.0.1:9", &base, 1));
    office.run(&["migrate"]).well();
    std::fs::write(office.path().join("school.json"), crate::support::school::small().to_string()).unwrap();
    assert_eq!(office.run(&["import", "school.json"]).code, 0);
    let check = move || {
        let before = office.run(&["check"]);
        std::fs::remove_dir_all(office.path().join("spool")).unwrap();
        std::fs::write(office.path().join("spool"), "").unwrap();
        (before, office.run(&["check"]))
    };
    let (ended, without_spool) = tokio::task::spawn_blocking(check).await.unwrap();
    assert!(ended.out.contains("ok    spool") && without_spool.out.contains("FAULT spool"), "{without_spool:?}");
    assert_eq!(ended.code, 1, "{ended:?}");
    let fault = ended.out.lines().find(|line| line.starts_with("FAULT account wa1")).expect("a fault of wa1");
    assert!(fault.contains("190") && fault.contains("token"), "{fault}");
    let fault = ended.out.lines().find(|line| line.starts_with("FAULT account tg1")).expect("a fault of tg1");
    assert!(fault.contains("cannot be reached") && fault.contains("api_base"), "{fault}");
    assert!(ended.out.contains("ok    database"), "{ended:?}");
    assert!(ended.err.contains("2 fault(s)"), "{ended:?}");
}

/// A school's own page is compiled before a family asks for it.
#[test]
fn a_template_that_does_not_compile_is_a_fault() {
    let office = Office::new();
    let said = |line: &str| {
        let checked = office.run(&["check"]).out;
        checked.lines().find(|found| found.starts_with(line)).map(str::to_owned).ok_or(checked)
    };
    said("ok    report cards").unwrap();
    let folder = office.path().join("own/bulletins");
    std::fs::create_dir_all(&folder).unwrap();
    office.configure(&office.config().replacen("data_key", "templates = \"own\"\ndata_key", 1));
    for (file, source) in [
        ("report_card.typ", "#let data = json(\"/data.json\")\n#data.content.at(0).nothing"),
        ("chart.typ", "#panic(\"no\")"),
        ("statistics.typ", "#import \"@preview/x:0.1.0\""),
    ] {
        std::fs::write(folder.join(file), source).unwrap();
        let fault = said("FAULT report cards").unwrap();
        assert!(fault.contains(file.trim_end_matches(".typ")), "{fault}");
        std::fs::remove_file(folder.join(file)).unwrap();
    }
}
