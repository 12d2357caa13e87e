//! The provider simulator alone, by the binary.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use super::Office;

/// A process that ends with its test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _gone = self.0.kill();
        let _gone = self.0.wait();
    }
}

#[test]
fn it_knows_the_accounts_of_a_file_from_the_start() {
    let office = Office::new();
    let accounts =
        r#"[{ "provider": "telegram", "bot_token": "77:a" }, { "provider": "whatsapp", "phone_number_id": "1065" }]"#;
    std::fs::write(office.path().join("accounts.json"), accounts).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_carnet"));
    command.current_dir(office.path()).stdout(Stdio::piped());
    command.args(["simulate", "--listen", "127.0.0.1:0", "--ledger", "sent.jsonl", "--accounts", "accounts.json"]);
    let mut running = Running(command.spawn().unwrap());
    let mut line = String::new();
    BufReader::new(running.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("ready http://").unwrap_or_else(|| panic!("{line}"));
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET /_sim/accounts HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
    let mut said = String::new();
    stream.read_to_string(&mut said).unwrap();
    assert!(said.contains("77") && said.contains("1065"), "{said}");
}

#[test]
fn a_faulty_file_is_named() {
    let office = Office::new();
    let run = |file: &str| office.run(&["simulate", "--ledger", "sent.jsonl", "--accounts", file]);
    run("nowhere.json").failed_saying(&["accounts", "nowhere.json"]);
    std::fs::write(office.path().join("accounts.json"), "[\n{ \"provider\": \"pigeon\" }]").unwrap();
    run("accounts.json").failed_saying(&["accounts.json", "pigeon", "line 2"]);
    assert!(office.run(&["simulate", "--help"]).well().contains("--accounts"));
}
