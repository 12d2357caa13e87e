//! The drawing's proof: who may import whom, where libraries may be named, how long files may be.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use syn::visit::Visit;

/// The rooms of `src/` with all they may import from the crate; the table of `src/ARCHITECTURE.md`.
const ROOMS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("phrase", &["domain"]),
    ("sheets", &[]),
    ("store", &["domain", "phrase"]),
    ("gateway", &["domain"]),
    ("actions", &["domain", "store", "phrase"]),
    ("commands", &["domain", "actions", "phrase", "sheets", "store"]),
    ("inbox", &["domain", "store"]),
    ("render", &["domain", "phrase", "gateway"]),
    ("outbox", &["domain", "store", "render", "gateway", "phrase"]),
    ("jobs", &["domain", "actions", "store", "render"]),
    ("http", &["domain", "phrase", "inbox", "actions", "store", "render"]),
];

/// Rooms that put everything together and may import all.
const COMPOSERS: &[&str] = &["app", "cli", "lib.rs", "main.rs"];

/// Libraries and the only rooms that may name them.
const LIBRARIES: &[(&str, &[&str])] = &[
    ("sqlx", &["store"]),
    ("reqwest", &["gateway"]),
    ("teloxide", &["gateway"]),
    ("lettre", &["gateway"]),
    ("axum", &["http", "app"]),
    ("hyper", &["http"]),
    ("carnet_webhooks", &["store", "inbox", "commands", "actions", "http", "app"]),
    ("carnet_simulator", &["app", "cli"]),
    ("carnet_typeset", &["render"]),
    ("tokio", &["store", "inbox", "outbox", "gateway", "jobs", "http", "app", "cli"]),
    ("clap", &["cli"]),
    ("anyhow", &["app", "cli", "inbox"]),
];

/// Longer than this is too long, tests apart.
const LONGEST_FILE: usize = 500;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Crate rooms (`crate::x`) and outside libraries (first segments of paths) that a file names, outside its tests.
#[derive(Default)]
struct Names {
    rooms: BTreeSet<String>,
    libraries: BTreeSet<String>,
}

impl Names {
    fn note(&mut self, segments: &[String]) {
        match segments {
            [first, second, ..] if first == "crate" => {
                self.rooms.insert(second.clone());
            }
            [first, ..] => {
                self.libraries.insert(first.clone());
            }
            [] => {}
        }
    }

    fn use_tree(&mut self, tree: &syn::UseTree, prefix: &mut Vec<String>) {
        match tree {
            syn::UseTree::Path(path) => {
                prefix.push(path.ident.to_string());
                self.use_tree(&path.tree, prefix);
                prefix.pop();
            }
            syn::UseTree::Group(group) => group.items.iter().for_each(|item| self.use_tree(item, prefix)),
            syn::UseTree::Name(name) => self.note(&[prefix.as_slice(), &[name.ident.to_string()]].concat()),
            syn::UseTree::Rename(name) => self.note(&[prefix.as_slice(), &[name.ident.to_string()]].concat()),
            syn::UseTree::Glob(_) => self.note(prefix),
        }
    }
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg") && attribute.parse_args::<syn::Ident>().is_ok_and(|ident| ident == "test")
    })
}

impl<'ast> Visit<'ast> for Names {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_test(&item.attrs) {
            syn::visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.use_tree(&item.tree, &mut Vec::new());
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if segments.len() > 1 {
            self.note(&segments);
        }
        syn::visit::visit_path(self, path);
    }
}

fn room_of(path: &Path) -> String {
    let inside = path.strip_prefix(root().join("src")).unwrap();
    inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned()
}

fn each_source(mut check: impl FnMut(&str, &Path, &str)) {
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    assert!(files.len() > 50, "the sources were not found");
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        check(&room_of(&path), &path, &text);
    }
}

#[test]
fn rooms_import_only_what_the_drawing_allows() {
    let rooms: BTreeMap<&str, &[&str]> = ROOMS.iter().copied().collect();
    let mut faults = Vec::new();
    each_source(|room, path, text| {
        if COMPOSERS.contains(&room) {
            return;
        }
        let Some(allowed) = rooms.get(room) else {
            faults.push(format!("{}: the room `{room}` is not in the drawing", path.display()));
            return;
        };
        let mut names = Names::default();
        names.visit_file(&syn::parse_file(text).unwrap());
        for named in names.rooms {
            let known = rooms.contains_key(named.as_str()) || COMPOSERS.contains(&named.as_str());
            if known && named != room && !allowed.contains(&named.as_str()) {
                faults.push(format!("{}: `{room}` may not import `{named}`", path.display()));
            }
        }
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn libraries_stay_in_their_rooms() {
    let mut faults = Vec::new();
    each_source(|room, path, text| {
        let mut names = Names::default();
        names.visit_file(&syn::parse_file(text).unwrap());
        for (library, rooms) in LIBRARIES {
            if names.libraries.contains(*library) && !rooms.contains(&room) {
                faults.push(format!("{}: `{library}` belongs to {rooms:?}", path.display()));
            }
        }
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_drawing_in_words_is_the_drawing_in_force() {
    let words = fs::read_to_string(root().join("src/ARCHITECTURE.md")).unwrap();
    for (room, allowed) in ROOMS {
        let imports = if allowed.is_empty() {
            "–".to_owned()
        } else {
            allowed.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
        };
        let row = words.lines().find(|line| line.starts_with(&format!("| `{room}` |")));
        let row = row.unwrap_or_else(|| panic!("`{room}` has no row in src/ARCHITECTURE.md"));
        assert!(row.ends_with(&format!("| {imports} |")), "the row of `{room}` must end with: {imports}\n{row}");
    }
}

#[test]
fn files_are_one_idea() {
    let mut faults = Vec::new();
    each_source(|_, path, text| {
        let code = text.split("#[cfg(test)]").next().unwrap_or(text);
        let lines = code.lines().count();
        if lines > LONGEST_FILE {
            faults.push(format!("{}: {lines} lines", path.display()));
        }
        if !text.starts_with("//!") {
            faults.push(format!("{}: says nothing about what lives here", path.display()));
        }
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn migrations_have_twins() {
    let names = |engine: &str| -> BTreeSet<String> {
        let dir = fs::read_dir(root().join("migrations").join(engine)).unwrap();
        dir.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
    };
    assert_eq!(names("sqlite"), names("postgres"));
}
