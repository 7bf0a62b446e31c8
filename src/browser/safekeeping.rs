//! What is kept beside the workspace, in a small database of its own: archives, and the handle of a chosen folder.
//!
//! The workspace's own database stays as it is: nothing in here is needed to open it. All of this comes with the part of
//! the app that has the Data page.

mod folder;

use std::rc::Rc;

use indexed_db_futures::{Build, BuildPrimitive, database::Database, query_source::QuerySource};
use wasm_bindgen::JsValue;

use super::{
    failure::Failure,
    patience::Patience,
    transaction::{bytes_of, js_bytes, read, write},
};
use crate::workspace::{
    host::{Later, Safekeeping, StorageError},
    safekeeping::{Folder, FolderError, Kept},
};

/// Holds archives: name to bytes.
const ARCHIVES: &str = "archives";
/// Holds the handle of the folder under [`HANDLE`].
const FOLDER: &str = "folder";
const HANDLE: &str = "handle";

/// The place beside the workspace called `name`, once the part of the app that uses it is here.
pub(super) fn fetch(name: &str) -> Later<Option<Rc<dyn Safekeeping>>> {
    type Make = fn(String) -> Rc<dyn Safekeeping>;
    #[cfg(feature = "parts")]
    #[wasm_split_helpers::wasm_split(keeping, fallible)]
    fn made() -> Result<Make, wasm_split_helpers::SplitLoaderError> {
        Ok(make)
    }
    #[cfg(not(feature = "parts"))]
    async fn made() -> Result<Make, std::convert::Infallible> {
        Ok(make)
    }
    let name = format!("{name}-safekeeping");
    Box::pin(async move { made().await.ok().map(|make| make(name)) })
}

fn make(name: String) -> Rc<dyn Safekeeping> {
    Rc::new(BesideWorkspace { name })
}

#[derive(Clone)]
struct BesideWorkspace {
    name: String,
}

impl BesideWorkspace {
    async fn open(&self) -> Result<Database, Failure> {
        let request = Database::open(self.name.as_str())
            .with_version(1_u32)
            .with_on_upgrade_needed(|_, database| {
                database.create_object_store(ARCHIVES).build()?;
                database.create_object_store(FOLDER).build()?;
                Ok(())
            })
            .build()?;
        Ok(request.await?)
    }

    async fn put(self, store: &'static str, key: String, value: JsValue, bytes: usize) -> Stored {
        let database = self.open().await.map_err(told)?;
        let limit = Patience::default().for_bytes(bytes);
        let done = write(&database, &[store], limit, async |transaction| {
            transaction
                .object_store(store)?
                .put(value)
                .with_key(key.as_str())
                .without_key_type()
                .primitive()?
                .await?;
            Ok(())
        })
        .await;
        database.close();
        done.map_err(told)
    }

    async fn get(self, store: &'static str, key: String) -> Result<Option<JsValue>, StorageError> {
        let database = self.open().await.map_err(told)?;
        let limit = Patience::default().bulk();
        let found = read(&database, &[store], limit, async |transaction| {
            let store = transaction.object_store(store)?;
            let found: Option<JsValue> = store.get(key.as_str()).primitive()?.await?;
            Ok(found)
        })
        .await;
        database.close();
        found.map_err(told)
    }

    async fn delete(self, store: &'static str, key: String) -> Stored {
        let database = self.open().await.map_err(told)?;
        let limit = Patience::default().small();
        let done = write(&database, &[store], limit, async |transaction| {
            let store = transaction.object_store(store)?;
            store.delete(key.as_str()).primitive()?.await?;
            Ok(())
        })
        .await;
        database.close();
        done.map_err(told)
    }

    async fn list(self) -> Result<Vec<Kept>, StorageError> {
        let database = self.open().await.map_err(told)?;
        let limit = Patience::default().bulk();
        let found = read(&database, &[ARCHIVES], limit, async |transaction| {
            let store = transaction.object_store(ARCHIVES)?;
            let keys = store.get_all_keys::<String>().primitive()?;
            let values = store.get_all::<JsValue>().primitive()?;
            let (keys, values) = (keys.await?, values.await?);
            keys.zip(values)
                .map(|(key, value)| {
                    Ok(Kept {
                        name: key?,
                        bytes: bytes_of(value?)?.len() as u64,
                    })
                })
                .collect::<Result<Vec<_>, Failure>>()
        })
        .await;
        database.close();
        found.map_err(told)
    }

    /// The handle of the folder, if one was chosen.
    async fn handle(self) -> Option<JsValue> {
        let found = self.get(FOLDER, HANDLE.to_owned()).await.ok()??;
        found.is_object().then_some(found)
    }
}

type Stored = Result<(), StorageError>;

fn told(failure: Failure) -> StorageError {
    match failure {
        Failure::Final(error) | Failure::Passing(error) => error,
    }
}

impl Safekeeping for BesideWorkspace {
    fn keep(&self, name: &str, bytes: Vec<u8>) -> Later<Stored> {
        let value = js_bytes(&bytes);
        Box::pin(
            self.clone()
                .put(ARCHIVES, name.to_owned(), value, bytes.len()),
        )
    }

    fn kept(&self) -> Later<Result<Vec<Kept>, StorageError>> {
        Box::pin(self.clone().list())
    }

    fn take_out(&self, name: &str) -> Later<Result<Option<Vec<u8>>, StorageError>> {
        let found = self.clone().get(ARCHIVES, name.to_owned());
        Box::pin(async move {
            let found = found.await?;
            found.map(bytes_of).transpose().map_err(told)
        })
    }

    fn discard(&self, name: &str) -> Later<Stored> {
        Box::pin(self.clone().delete(ARCHIVES, name.to_owned()))
    }

    fn folder(&self) -> Later<Folder> {
        let handle = self.clone().handle();
        Box::pin(async move {
            if !folder::is_able() {
                return Folder::Unable;
            }
            match handle.await {
                Some(handle) => folder::state(&handle, false).await,
                None => Folder::None,
            }
        })
    }

    fn choose_folder(&self) -> Later<Result<Folder, FolderError>> {
        let this = self.clone();
        Box::pin(async move {
            let handle = folder::choose().await?;
            let kept = this.put(FOLDER, HANDLE.to_owned(), handle.clone(), 0).await;
            kept.map_err(|error| FolderError::Failed(error.to_string()))?;
            Ok(folder::state(&handle, true).await)
        })
    }

    fn allow_again(&self) -> Later<Result<Folder, FolderError>> {
        let handle = self.clone().handle();
        Box::pin(async move {
            let handle = handle.await.ok_or(FolderError::NotChosen)?;
            Ok(folder::state(&handle, true).await)
        })
    }

    fn forget_folder(&self) -> Later<Stored> {
        Box::pin(self.clone().delete(FOLDER, HANDLE.to_owned()))
    }

    fn files(&self) -> Later<Result<Vec<String>, FolderError>> {
        let handle = self.clone().handle();
        Box::pin(async move {
            let handle = handle.await.ok_or(FolderError::NotChosen)?;
            folder::names(&handle).await
        })
    }

    fn write_file(&self, name: &str, parts: Vec<Vec<u8>>) -> Later<Result<(), FolderError>> {
        let (handle, name) = (self.clone().handle(), name.to_owned());
        Box::pin(async move {
            let handle = handle.await.ok_or(FolderError::NotChosen)?;
            folder::write(&handle, &name, &parts).await
        })
    }

    fn delete_file(&self, name: &str) -> Later<Result<(), FolderError>> {
        let (handle, name) = (self.clone().handle(), name.to_owned());
        Box::pin(async move {
            let handle = handle.await.ok_or(FolderError::NotChosen)?;
            folder::delete(&handle, &name).await
        })
    }
}
