//! Money in a body: `{"currency": "EUR", "amount": "12.34"}`, an exact decimal string.

use crate::field::{Failures, Field};
use domain::money::{Amount, Currency, Money};
use domain::rules::Rule;

impl Field {
    /// An amount in its currency. Signs and decimals are judged by the caller's own rule.
    pub fn money(self) -> Result<Money, Failures> {
        self.object(|fields| {
            let currency = fields.required("currency", Field::parse::<Currency>);
            let amount = fields.required("amount", Field::parse::<Amount>);
            Some(Money::new(currency?, amount?))
        })
    }

    /// Money that can be paid out: above zero, in whole minor units of its currency.
    pub fn payable(self) -> Result<Money, Failures> {
        self.ruled(Rule::Range, Field::money, |money| {
            let decimals = money.currency.exponent();
            if money.amount > Amount::ZERO && money.amount.fixed(decimals).is_ok() {
                return Ok(money);
            }
            Err(format!("must be above zero, with at most {decimals} decimals"))
        })
    }
}
