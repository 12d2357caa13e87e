//! Media, and the two kinds of node a sender asks for: a file and its own number.

use std::sync::Arc;

use axum::extract::{FromRequest as _, Multipart};
use axum::http::{Method, Request};
use bytes::Bytes;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::authorised;
use super::errors::{Refusal, invalid};
use crate::account::Provider;
use crate::files::File;
use crate::server::{Accepted, Answer, Call, Draft, Judged};
use crate::world::World;

const MB: usize = 1024 * 1024;

/// `POST /{version}/{phone_number_id}/media`.
pub(crate) async fn upload(world: &Arc<World>, call: Call, number: &str) -> Judged {
    if let Err(refusal) = authorised(world, &call, number) {
        return Judged::Answer(refusal.answer());
    }
    match read_upload(call).await {
        Ok(file) => Judged::Draft(Box::new(draft(number, file))),
        Err(refusal) => Judged::Answer(refusal.answer()),
    }
}

fn draft(number: &str, file: File) -> Draft {
    Draft {
        provider: Provider::WhatsApp,
        account: number.to_owned(),
        to: None,
        kind: "media",
        attempt: None,
        body: json!({
            "messaging_product": "whatsapp", "type": file.mime, "filename": file.name,
            "bytes": file.bytes.len(), "sha256": hex::encode(Sha256::digest(&file.bytes)),
        }),
        accept: Box::new(move |world| {
            let id = world.fresh().to_string();
            world.files.put(&id, file);
            Accepted::plain(json!({ "id": id }))
        }),
    }
}

async fn read_upload(call: Call) -> Result<File, Refusal> {
    let mut form = multipart(call).await.ok_or_else(|| invalid("The body is not a form"))?;
    let (mut product, mut mime, mut file) = (false, None, None);
    while let Ok(Some(field)) = form.next_field().await {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let part_type = field.content_type().map(str::to_owned);
        let bytes = field.bytes().await.map_err(|why| invalid(format!("The form cannot be read: {why}")))?;
        match name.as_str() {
            "messaging_product" => product = bytes == "whatsapp",
            "type" => mime = Some(String::from_utf8_lossy(&bytes).into_owned()),
            "file" => file = Some((file_name.unwrap_or_default(), part_type, bytes)),
            _ => {}
        }
    }
    if !product {
        return Err(invalid("messaging_product must be \"whatsapp\""));
    }
    let (name, part_type, bytes) = file.ok_or_else(|| invalid("file is required"))?;
    let mime = part_type.or(mime).ok_or_else(|| invalid("type is required"))?;
    fits(&mime, &bytes)?;
    Ok(File { name, mime, bytes })
}

/// The parts of a multipart body; none when it is not one.
pub(crate) async fn multipart(call: Call) -> Option<Multipart> {
    let mut request = Request::new(axum::body::Body::from(call.body));
    *request.headers_mut() = call.headers;
    Multipart::from_request(request, &()).await.ok()
}

fn fits(mime: &str, bytes: &Bytes) -> Result<(), Refusal> {
    let bare = mime.split(';').next().unwrap_or_default().trim();
    let most = match bare {
        "image/jpeg" | "image/png" => 5 * MB,
        "image/webp" => 500 * 1024,
        "video/mp4" | "video/3gpp" | "audio/aac" | "audio/amr" | "audio/mpeg" | "audio/mp4" | "audio/ogg" => 16 * MB,
        "text/plain"
        | "application/pdf"
        | "application/msword"
        | "application/vnd.ms-excel"
        | "application/vnd.ms-powerpoint" => 100 * MB,
        office if office.starts_with("application/vnd.openxmlformats-officedocument.") => 100 * MB,
        _ => {
            return Err(Refusal::new(131_053, format!("{bare} is not an accepted media type")));
        }
    };
    if bytes.is_empty() || bytes.len() > most {
        return Err(Refusal::new(131_053, format!("{bare} must have 1 to {most} bytes")));
    }
    Ok(())
}

/// `GET /{version}/{id}`: a file's or a number's data.
pub(crate) fn node(world: &Arc<World>, call: &Call, id: &str) -> Judged {
    let answer = match (authorised(world, call, id), &call.method) {
        (Err(refusal), _) => refusal.answer(),
        (Ok(_), &Method::GET) => Answer::json(200, &node_json(world, id)),
        (Ok(_), &Method::DELETE) => Answer::json(200, &json!({ "success": true })),
        (Ok(_), _) => invalid("Unsupported request").answer(),
    };
    Judged::Answer(answer)
}

fn node_json(world: &World, id: &str) -> Value {
    if let Some(file) = world.files.get(id) {
        return json!({
            "messaging_product": "whatsapp",
            "id": id,
            "url": format!("{}/_files/{id}", world.base_url()),
            "mime_type": file.mime,
            "sha256": hex::encode(Sha256::digest(&file.bytes)),
            "file_size": file.bytes.len(),
        });
    }
    let account = world.accounts.find(Provider::WhatsApp, id);
    let number = account.as_deref().and_then(super::whatsapp).map(|a| a.display_phone_number.clone());
    json!({
        "id": id,
        "display_phone_number": number.unwrap_or_else(|| "15550783881".to_owned()),
        "verified_name": "Carnet",
        "code_verification_status": "VERIFIED",
        "quality_rating": "GREEN",
        "platform_type": "CLOUD_API",
        "throughput": { "level": "STANDARD" },
        "whatsapp_business_manager_messaging_limit": "TIER_2K",
    })
}

/// The file behind a node's `url`: the Bearer token is needed here too.
pub(crate) fn download(world: &Arc<World>, call: &Call, id: &str) -> Judged {
    if call.credential("Bearer").is_none() {
        return Judged::Answer(Refusal::new(190, "No access token").answer());
    }
    Judged::Answer(match world.files.get(id) {
        Some(file) => Answer::bytes(&file.mime, file.bytes.clone()),
        None => super::unknown_path(),
    })
}
