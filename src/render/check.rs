//! Reading a file of messages: its syntax, and whether it says the same things as the one it replaces.

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{Attribute, Entry, Expression, InlineExpression, Pattern, PatternElement};
use std::collections::{BTreeMap, BTreeSet};

use super::TemplateError;
use super::elision;
use super::files::Source;
use super::words::SHORT;

/// The messages of a file and the arguments each one uses.
pub(super) type Outline = BTreeMap<String, BTreeSet<String>>;

/// The messages of a source, if they can be read and keep what they replace.
pub(super) fn resource(source: Source) -> Result<FluentResource, TemplateError> {
    let Source { name, text, replaces } = source;
    let resource = parse(&name, text)?;
    let outline = outline(&name, &resource)?;
    if let Some(embedded) = replaces {
        let embedded = parse(&name, embedded)?;
        compare(&name, resource.source(), &outline, &self::outline(&name, &embedded)?)?;
    }
    Ok(resource)
}

fn parse(file: &str, text: String) -> Result<FluentResource, TemplateError> {
    FluentResource::try_new(text).map_err(|(resource, errors)| {
        let Some(error) = errors.first() else { return TemplateError::broken(file, 1, "cannot be read") };
        TemplateError::broken(file, line_at(resource.source(), error.pos.start), error.kind.to_string())
    })
}

/// What a file says. Only messages with plain arguments are taken: what else could fail, would fail while sending.
pub(super) fn outline(file: &str, resource: &FluentResource) -> Result<Outline, TemplateError> {
    let mut outline = Outline::new();
    for entry in resource.entries() {
        let message = match entry {
            Entry::Message(message) => message,
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
            Entry::Term(term) => {
                let line = line_of(resource.source(), &format!("-{}", term.id.name));
                return Err(TemplateError::broken(file, line, "terms are not used here"));
            }
            Entry::Junk { .. } => return Err(TemplateError::broken(file, 1, "cannot be read")),
        };
        let line = line_of(resource.source(), message.id.name);
        let Some(value) = &message.value else {
            return Err(TemplateError::broken(file, line, format!("{} says nothing", message.id.name)));
        };
        let mut arguments = BTreeSet::new();
        collect(value, &mut arguments).map_err(|what| TemplateError::broken(file, line, what))?;
        for short in &message.attributes {
            short_form(short, &arguments).map_err(|what| TemplateError::broken(file, line, what))?;
        }
        if outline.insert(message.id.name.to_owned(), arguments).is_some() {
            return Err(TemplateError::broken(file, line, format!("{} is there twice", message.id.name)));
        }
    }
    Ok(outline)
}

/// A short form may leave arguments out, and has none of its own.
fn short_form(attribute: &Attribute<&str>, arguments: &BTreeSet<String>) -> Result<(), &'static str> {
    let mut used = BTreeSet::new();
    collect(&attribute.value, &mut used)?;
    match (attribute.id.name == SHORT, used.is_subset(arguments)) {
        (true, true) => Ok(()),
        (false, _) => Err("the only form beside a message is .sms"),
        (true, false) => Err("a short form says only what its message says"),
    }
}

fn collect(pattern: &Pattern<&str>, arguments: &mut BTreeSet<String>) -> Result<(), &'static str> {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { .. } => {}
            PatternElement::Placeable { expression: Expression::Inline(inline) } => argument(inline, arguments)?,
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                argument(selector, arguments)?;
                for variant in variants {
                    collect(&variant.value, arguments)?;
                }
            }
        }
    }
    Ok(())
}

fn argument(inline: &InlineExpression<&str>, arguments: &mut BTreeSet<String>) -> Result<(), &'static str> {
    match inline {
        InlineExpression::VariableReference { id } => {
            arguments.insert(id.name.to_owned());
            Ok(())
        }
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => Ok(()),
        InlineExpression::FunctionReference { id, arguments: of }
            if id.name == elision::DE && of.named.is_empty() && of.positional.len() == 1 =>
        {
            of.positional.iter().try_for_each(|inner| argument(inner, arguments))
        }
        _ => Err("only arguments can stand in braces"),
    }
}

/// A reworded file must say all that the embedded one says, and cannot say what nobody tells it.
fn compare(file: &str, source: &str, found: &Outline, embedded: &Outline) -> Result<(), TemplateError> {
    for (id, arguments) in embedded {
        let Some(own) = found.get(id) else {
            let end = source.lines().count().max(1);
            return Err(TemplateError::broken(file, end, format!("the message {id} is missing")));
        };
        if let Some(lost) = arguments.difference(own).next() {
            return Err(TemplateError::broken(file, line_of(source, id), format!("{id} does not say {{ ${lost} }}")));
        }
        if let Some(unknown) = own.difference(arguments).next() {
            let problem = format!("{id} has no argument {{ ${unknown} }}");
            return Err(TemplateError::broken(file, line_of(source, id), problem));
        }
    }
    match found.keys().find(|id| !embedded.contains_key(*id)) {
        Some(id) => Err(TemplateError::broken(file, line_of(source, id), format!("there is no message {id}"))),
        None => Ok(()),
    }
}

fn line_at(source: &str, byte: usize) -> usize {
    1 + source.bytes().take(byte).filter(|byte| *byte == b'\n').count()
}

fn line_of(source: &str, id: &str) -> usize {
    let named = |line: &str| line.strip_prefix(id).is_some_and(|rest| rest.trim_start().starts_with('='));
    source.lines().position(named).map_or(1, |position| position + 1)
}
