//! Applications as co-producer, and what operators decide about co-producers.

use domain::application::{Application, ApplicationState};
use domain::coproducer::Coproducer;
use domain::id::ApplicationId;
use domain::notice::Notice;

use crate::error::StoreError;
use crate::follow_up::FollowUpItem;
use crate::item::{Indexes, Item, ItemKey, Stored};
use crate::keys::{self, Key};
use crate::list::List;
use crate::table::Store;

impl Item for Application {
    const KIND: &'static str = "application";

    fn key(&self) -> Key {
        keys::application(self.id)
    }

    /// On the operators' list until it is decided.
    fn indexes(&self) -> Indexes {
        let waits = self.state == ApplicationState::Applied;
        let place = || (keys::APPLICATIONS_PARTITION.to_owned(), keys::sortable(self.applied_at));
        Indexes { owner_list: None, work_list: waits.then(place) }
    }
}

/// An application, by its id.
pub fn key(id: ApplicationId) -> ItemKey<Application> {
    ItemKey::new(keys::application(id))
}

/// Those that wait for a trial or for an operator, the oldest first; a hint, since an index lags.
pub fn waiting() -> List<Application> {
    List::work_list([keys::APPLICATIONS_PARTITION.to_owned()])
}

impl Store {
    /// Takes an application, with the record of who applies as it was read (revision 0: there was
    /// none), and the notice to them. One round trip.
    pub async fn apply_as_coproducer(
        &self,
        coproducer: &Stored<Coproducer>,
        application: &Application,
        notice: &Notice,
    ) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        if coproducer.revision == 0 {
            transaction.create(&coproducer.item)?;
        } else {
            transaction.replace(coproducer)?;
        }
        transaction.create(application)?.create(notice)?;
        self.commit(transaction).await
    }

    /// Decides an application that is as it was read, together with the record of who applied. One
    /// round trip.
    pub async fn decide_application(
        &self,
        application: &Stored<Application>,
        coproducer: &Stored<Coproducer>,
        notice: &Notice,
    ) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        transaction.replace(application)?.replace(coproducer)?.create(notice)?;
        self.commit(transaction).await
    }

    /// Changes a co-producer's record that is as it was read, with the notice to them and what is
    /// to be done in the briefs they leave. One round trip.
    pub async fn change_coproducer(
        &self,
        coproducer: &Stored<Coproducer>,
        notice: &Notice,
        follow_ups: &[FollowUpItem],
    ) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        transaction.replace(coproducer)?.create(notice)?;
        for follow_up in follow_ups {
            transaction.create(follow_up)?;
        }
        self.commit(transaction).await
    }
}
