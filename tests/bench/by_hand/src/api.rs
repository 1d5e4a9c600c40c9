//! A client of a few calls.

use std::{error::Error, time::Duration};

use reqwest::{Client, Url, header::AUTHORIZATION};
use serde::de::DeserializeOwned;

use crate::{
    Signer,
    types::{DrillList, ImageList, Job},
};

/// A client for one address.
#[derive(Clone)]
pub struct Api {
    http: Client,
    base: String,
    host: String,
    project_id: String,
    signer: Signer,
}

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

impl Api {
    /// Creates a client.
    ///
    /// # Errors
    ///
    /// Returns an error if the address is no URL, or TLS cannot be set up.
    pub fn new(base: &str, project_id: &str, signer: Signer) -> Result<Self> {
        #[cfg(feature = "tls")]
        rustls::crypto::ring::default_provider()
            .install_default()
            .map_err(|_| "another provider of TLS is installed")?;
        let http = Client::builder()
            .no_proxy()
            .user_agent("by-hand/1.0")
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(60))
            .build()?;
        let host = Url::parse(base)?.authority().to_owned();
        Ok(Self { http, base: base.to_owned(), host, project_id: project_id.to_owned(), signer })
    }

    /// Lists disaster recovery drills.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no response, or it is none that fits.
    pub async fn list_drills(&self, limit: usize) -> Result<DrillList> {
        let path = format!("/v1/{}/disaster-recovery-drills", self.project_id);
        self.get(&path, &format!("limit={limit}")).await
    }

    /// Shows a job.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no response, or it is none that fits.
    pub async fn show_job(&self, job_id: &str) -> Result<Job> {
        self.get(&format!("/v1/{}/jobs/{job_id}", self.project_id), "").await
    }

    /// Lists images.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no response, or it is none that fits.
    pub async fn list_images(&self, limit: usize) -> Result<ImageList> {
        self.get("/v2/cloudimages", &format!("limit={limit}")).await
    }

    async fn get<T: DeserializeOwned>(&self, path: &str, query: &str) -> Result<T> {
        let url = match query {
            "" => format!("{}{path}", self.base),
            query => format!("{}{path}?{query}", self.base),
        };
        let signature = self.signer.get(&self.host, path, query, &self.project_id);
        let request = self
            .http
            .get(url)
            .header("X-Project-Id", &self.project_id)
            .header("X-Sdk-Date", signature.date)
            .header(AUTHORIZATION, signature.authorization);
        let response = request.send().await?;
        let status = response.status();
        let body = response.bytes().await?;
        if !status.is_success() {
            return Err(format!("{status}: {}", String::from_utf8_lossy(&body)).into());
        }
        Ok(serde_json::from_slice(&body)?)
    }
}
