//! The files of a batch for the bank: pain.001 for euros, CSV for every other currency. Both follow
//! from the batch, its list of payments and the studio's own name and IBAN (`PAYING_NAME`,
//! `PAYING_IBAN`), so that writing them again changes no byte as long as those two stay the same.

use std::collections::BTreeMap;

use domain::id::PayoutId;
use domain::money::payout_account::EURO;
use domain::money::{Currency, EndToEndId, HoldReason, Payable, PayoutAccount, Sha256Hex};
use domain::text::table_cell;
use sepa::{
    CharsetPolicy, CreditTransferEntry, CreditTransferGroup, IsoDate, IsoDateTime, Pain001Builder,
};
use serde::{Deserialize, Serialize};
use store::payout::Batch;

use crate::error::LedgerError;

/// What a bank takes as a name.
const NAME_MAX: usize = 70;

/// One payment of a batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Payment {
    pub(crate) payout: PayoutId,
    pub(crate) attempt: u32,
    pub(crate) payable: Payable,
    pub(crate) account: PayoutAccount,
}

/// Who pays, from where.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Payer<'a> {
    pub(crate) name: &'a str,
    pub(crate) iban: &'a str,
}

/// A file before it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) currency: Currency,
    pub(crate) format: &'static str,
    pub(crate) content_type: &'static str,
    pub(crate) payments: u64,
    pub(crate) bytes: Vec<u8>,
}

impl Payment {
    pub(crate) const fn end_to_end_id(&self) -> EndToEndId {
        EndToEndId { payout: self.payout, attempt: self.attempt }
    }
}

/// What the bank calls the file of this batch: it refuses a second one of the same name.
pub(crate) fn message_id(number: u64, manifest_sha256: &Sha256Hex) -> String {
    format!("CP-{number:06}-{:.16}", manifest_sha256.as_str())
}

/// One file a currency, by currency.
pub(crate) fn write(
    batch: &Batch,
    payments: &[Payment],
    payer: Payer<'_>,
) -> Result<Vec<Written>, LedgerError> {
    let mut by_currency: BTreeMap<Currency, Vec<&Payment>> = BTreeMap::new();
    for payment in payments {
        by_currency.entry(payment.payable.currency).or_default().push(payment);
    }
    let mut files = Vec::with_capacity(by_currency.len());
    for (currency, payments) in by_currency {
        let (format, content_type, bytes) = if currency.code() == EURO {
            ("pain.001", "application/xml", pain001(batch, &payments, payer)?.into_bytes())
        } else {
            ("csv", "text/csv", csv(batch, &payments)?)
        };
        let count = u64::try_from(payments.len()).unwrap_or(u64::MAX);
        files.push(Written { currency, format, content_type, payments: count, bytes });
    }
    Ok(files)
}

fn pain001(batch: &Batch, payments: &[&Payment], payer: Payer<'_>) -> Result<String, LedgerError> {
    let from = sepa::validate_iban(payer.iban).map_err(|_| LedgerError::NoPayingAccount)?;
    let id = message_id(batch.number, &batch.manifest_sha256);
    let on = IsoDate::parse(&batch.execution_day().to_string()).map_err(bank_file)?;
    let mut group = CreditTransferGroup::new(payer.name, &from, on).payment_info_id(&id);
    for payment in payments {
        if let Some(entry) = transfer(payment)? {
            group = group.add_entry(entry);
        }
    }
    let created = format!("{:.0}", batch.created_at);
    let created = IsoDateTime::parse(&created).map_err(bank_file)?;
    let message = Pain001Builder::new(payer.name, id).created_at(created).add_group(group);
    message.build().map_err(bank_file)
}

/// One payment in euros as a bank takes it; nothing where there is no IBAN.
fn transfer(payment: &Payment) -> Result<Option<CreditTransferEntry>, LedgerError> {
    let Some(iban) = &payment.account.iban else { return Ok(None) };
    let to = sepa::validate_iban(iban.as_str()).map_err(bank_file)?;
    let cents = i64::try_from(payment.payable.net_minor()?).map_err(bank_file)?;
    let name = name(&payment.account.holder)?;
    let about = format!("Royalties {}", payment.payable.month);
    let entry = CreditTransferEntry::new(name, to, cents, payment.end_to_end_id().to_string());
    Ok(Some(entry.with_description(about)))
}

/// The holder in the letters that a bank takes, cut where it takes no more: one letter of ours may
/// be two of theirs.
fn name(holder: &str) -> Result<String, LedgerError> {
    let written = CharsetPolicy::default().apply("Cdtr/Nm", holder).map_err(bank_file)?;
    let cut: String = written.chars().take(NAME_MAX).collect();
    let cut = cut.trim();
    Ok(if cut.is_empty() { "NOTPROVIDED".to_owned() } else { cut.to_owned() })
}

/// Why a payment must not join a batch: one that a bank refuses would keep all others of its file.
pub(crate) fn refusal(payable: &Payable, account: &PayoutAccount) -> Option<HoldReason> {
    if payable.currency.code() != EURO {
        return None;
    }
    let Some(iban) = account.iban.as_ref().filter(|iban| iban.is_sepa()) else {
        return Some(HoldReason::OutsideSepa);
    };
    let (payable, account) = (payable.clone(), account.clone());
    let payment = Payment { payout: payable.id(), attempt: 1, payable, account };
    let alone = || {
        let from = sepa::validate_iban(iban.as_str()).map_err(bank_file)?;
        let day = IsoDate::parse("2026-01-01").map_err(bank_file)?;
        let group = CreditTransferGroup::new("one", &from, day);
        let group = transfer(&payment)?.into_iter().fold(group, CreditTransferGroup::add_entry);
        Pain001Builder::new("one", "one").add_group(group).validate().map_err(bank_file)
    };
    alone().is_err().then_some(HoldReason::NotWritable)
}

fn csv(batch: &Batch, payments: &[&Payment]) -> Result<Vec<u8>, LedgerError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record([
            "end_to_end_id",
            "holder",
            "account_number",
            "bank_code",
            "bank_name",
            "country",
            "currency",
            "amount",
            "reference",
            "execution_date",
        ])
        .map_err(bank_file)?;
    for payment in payments {
        let Some(bank) = &payment.account.bank else { continue };
        let currency = payment.payable.currency;
        let record = [
            payment.end_to_end_id().to_string(),
            table_cell(&payment.account.holder),
            table_cell(&bank.account_number),
            table_cell(&bank.bank_code),
            table_cell(&bank.bank_name),
            table_cell(&bank.country),
            currency.code().to_owned(),
            payment.payable.net.fixed(currency.exponent())?,
            format!("Royalties {}", payment.payable.month),
            batch.execution_day().to_string(),
        ];
        writer.write_record(record).map_err(bank_file)?;
    }
    writer.into_inner().map_err(|error| bank_file(error.into_error()))
}

fn bank_file(source: impl std::error::Error + Send + Sync + 'static) -> LedgerError {
    LedgerError::BankFile(Box::new(source))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::BankDetails;
    use domain::money::payout_id;

    fn payment(currency: &str, net: &str, holder: &str) -> Payment {
        let payable = Payable {
            month: "2026-01".parse().unwrap(),
            account: "mem_a".parse().unwrap(),
            currency: currency.parse().unwrap(),
            gross: net.parse().unwrap(),
            withheld: "0".parse().unwrap(),
            net: net.parse().unwrap(),
            tax_country: "unknown".to_owned(),
        };
        let bank = BankDetails {
            account_number: "-123".to_owned(),
            bank_code: "021000021".to_owned(),
            bank_name: "=cmd()".to_owned(),
            country: "US".to_owned(),
        };
        Payment {
            payout: payout_id(payable.month, &payable.account, payable.currency),
            attempt: 1,
            account: PayoutAccount {
                holder: holder.to_owned(),
                iban: Some("FI2112345600000785".parse().unwrap()),
                bank: Some(bank),
            },
            payable,
        }
    }

    fn batch() -> Batch {
        Batch {
            number: 1,
            month: "2026-01".parse().unwrap(),
            manifest_sha256: Sha256Hex::of(b"manifest"),
            payments: 2,
            created_by: None,
            created_at: "2026-02-03T04:05:06.789Z".parse().unwrap(),
            files: Vec::new(),
            submitted_at: None,
        }
    }

    const PAYER: Payer<'_> = Payer { name: "Coproducer", iban: "DE89370400440532013000" };

    #[test]
    fn euros_leave_as_pain_001_and_the_same_batch_is_the_same_file() {
        let payments = [payment("EUR", "12.34", "Ada Ääkkönen"), payment("JPY", "3000", "Ada")];
        let files = write(&batch(), &payments, PAYER).unwrap();
        assert_eq!(files, write(&batch(), &payments, PAYER).unwrap());
        let formats: Vec<_> =
            files.iter().map(|file| (file.currency.code(), file.format)).collect();
        assert_eq!(formats, [("EUR", "pain.001"), ("JPY", "csv")]);
        let xml = String::from_utf8(files[0].bytes.clone()).unwrap();
        let id = payments[0].end_to_end_id().to_string();
        for part in [
            "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09",
            &format!("<EndToEndId>{id}</EndToEndId>"),
            "<InstdAmt Ccy=\"EUR\">12.34</InstdAmt>",
            "<CtrlSum>12.34</CtrlSum>",
            "<IBAN>FI2112345600000785</IBAN>",
            "2026-02-03T04:05:06",
            // The fifteenth is a Sunday.
            "<ReqdExctnDt><Dt>2026-02-16</Dt></ReqdExctnDt>",
        ] {
            assert!(xml.contains(part), "{part} in {xml}");
        }
    }

    #[test]
    fn a_bank_csv_has_no_formula() {
        let files = write(&batch(), &[payment("USD", "30", "@sum")], PAYER).unwrap();
        let text = String::from_utf8(files[0].bytes.clone()).unwrap();
        let line = text.lines().nth(1).unwrap();
        assert!(
            line.ends_with(
                ",'@sum,'-123,021000021,'=cmd(),US,USD,30.00,Royalties 2026-01,2026-02-16"
            )
        );
    }

    #[test]
    fn no_paying_account_means_no_file_in_euros() {
        let nowhere = Payer { name: "Coproducer", iban: "" };
        let refused = write(&batch(), &[payment("EUR", "1", "Ada")], nowhere);
        assert!(matches!(refused, Err(LedgerError::NoPayingAccount)));
    }
}
