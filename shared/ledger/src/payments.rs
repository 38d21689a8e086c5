//! How what is due leaves: payables page by page, sealed batches, files for the bank, and the
//! payment status reports that come back.

pub(crate) mod bank_files;
pub(crate) mod pay;
pub(crate) mod payable_page;
pub(crate) mod payables;
pub(crate) mod payee;
pub(crate) mod payee_payables;
pub(crate) mod payment_job;
pub(crate) mod payment_status_report;
pub(crate) mod settle;
