//! The matrix itself. Each row is a route; below it, for what it asks, what each caller is
//! answered.
//!
//! **ours** is a private brief, its first track, the review of that; the columns say which part the
//! caller has in it. **theirs** is the same of other people. **crossed** is our brief in front of
//! their track. **public** is a brief that everybody may see. **missing** never existed. **any**
//! stands where the path has no ids. Where *theirs* and *missing* are one line, nobody learns that
//! theirs exists.
//!
//! 401 nobody is named by the token · 403 known, and not for this caller · 404 nothing that the
//! caller may know of · 2xx done · 409, 412, 422 allowed, and refused by a rule that has its own
//! test.

use crate::matrix::stage::{Caller, Subject};

/// Our track is with its reviewer; nobody has answered yet.
pub(crate) const JUDGED: &str = "
                  nobody client owner invited entered outside writer reviewer colleague elsewhere operator
GET /briefs
  any                401    200   200    200     200     200    200     200       200       200      200
GET /me/briefs
  any                401    200   200    200     200     200    200     200       200       200      200
POST /briefs
  any                401    201   201    403     403     403    403     403       403       403      403
GET /briefs/{brief}
  ours               401    404   200    200     200     404    200     200       200       404      200
  theirs             401    404   404    404     404     404    404     404       404       404      200
  public             401    200   200    200     200     200    200     200       200       200      200
  missing            401    404   404    404     404     404    404     404       404       404      404
GET /briefs/{brief}/versions/{version}
  ours               401    404   200    200     200     404    200     200       200       404      200
  theirs             401    404   404    404     404     404    404     404       404       404      200
  public             401    200   200    200     200     200    200     200       200       200      200
  missing            401    404   404    404     404     404    404     404       404       404      404
POST /briefs/{brief}/questions
  ours               401    404   403    201     201     404    201     201       201       404      201
  theirs             401    404   404    404     404     404    404     404       404       404      201
  public             401    201   201    201     201     201    201     201       201       201      201
  missing            401    404   404    404     404     404    404     404       404       404      404
GET /briefs/{brief}/questions
  ours               401    404   200    200     200     404    200     200       200       404      200
  theirs             401    404   404    404     404     404    404     404       404       404      200
  public             401    200   200    200     200     200    200     200       200       200      200
  missing            401    404   404    404     404     404    404     404       404       404      404
PUT /briefs/{brief}/questions/{question}/answer
  ours               401    404   404    403     403     404    403     403       403       404      403
  theirs             401    404   404    404     404     404    404     404       404       404      403
  public             401    403   403    403     403     403    403     403       403       403      403
  missing            401    404   404    404     404     404    404     404       404       404      404
GET /briefs/{brief}/reference-media
  ours               401    404   200    200     200     404    200     200       200       404      200
  theirs             401    404   404    404     404     404    404     404       404       404      200
  public             401    200   200    200     200     200    200     200       200       200      200
  missing            401    404   404    404     404     404    404     404       404       404      404
POST /briefs/{brief}/reference-media
  ours               401    404   201    403     403     404    403     403       403       404      403
  theirs             401    404   404    404     404     404    404     404       404       404      403
  public             401    403   403    403     403     403    403     403       403       403      403
  missing            401    404   404    404     404     404    404     404       404       404      404
GET /briefs/{brief}/tracks
  ours               401    404   200    200     200     404    200     200       200       404      200
  theirs             401    404   404    404     404     404    404     404       404       404      200
  public             401    200   200    200     200     200    200     200       200       200      200
  missing            401    404   404    404     404     404    404     404       404       404      404
GET /briefs/{brief}/tracks/{track}
  ours               401    404   200    404     404     404    200     200       200       404      200
  theirs, public     401    404   404    404     404     404    404     404       404       404      200
  crossed, missing   401    404   404    404     404     404    404     404       404       404      404
GET /briefs/{brief}/tracks/{track}/versions/{version}/listen
  ours               401    404   200    404     404     404    200     200       404       404      404
  theirs, public     401    404   404    404     404     404    404     404       404       404      404
  crossed, missing   401    404   404    404     404     404    404     404       404       404      404
GET /briefs/{brief}/tracks/{track}/reviews
  ours               401    404   200    404     404     404    200     404       404       404      200
  theirs, public     401    404   404    404     404     404    404     404       404       404      200
  crossed, missing   401    404   404    404     404     404    404     404       404       404      404
POST /briefs/{brief}/tracks
  ours               401    403   403    201     201     404    201     409       409       404      403
  theirs, missing    401    403   403    404     404     404    404     404       404       404      403
  public             401    403   403    201     201     201    201     201       201       201      403
POST /briefs/{brief}/tracks/{track}/versions
  ours               401    403   403    404     404     404    409     404       404       404      403
  theirs, public     401    403   403    404     404     404    404     404       404       404      403
  crossed, missing   401    403   403    404     404     404    404     404       404       404      403
GET /reviews
  any                401    200   200    200     200     200    200     200       200       200      200
GET /reviews/{review}
  ours               401    404   404    404     404     404    404     200       404       404      200
  theirs             401    404   404    404     404     404    404     404       404       404      200
  missing            401    404   404    404     404     404    404     404       404       404      404
PUT /reviews/{review}/heard
  ours               401    404   404    404     404     404    404     200       404       404      404
  theirs, missing    401    404   404    404     404     404    404     404       404       404      404
PUT /reviews/{review}
  ours               401    404   404    404     404     404    404     422       404       404      404
  theirs, missing    401    404   404    404     404     404    404     404       404       404      404
GET /me/invitations
  any                401    200   200    200     200     200    200     200       200       200      200
GET /briefs/{brief}/ranking
  ours               401    404   200    404     404     404    404     404       404       404      200
  theirs, public     401    404   404    404     404     404    404     404       404       404      200
  missing            401    404   404    404     404     404    404     404       404       404      404
GET /briefs/{brief}/outcome-comparison
  ours, theirs, public401   404   404    404     404     404    404     404       404       404      404
  missing            401    404   404    404     404     404    404     404       404       404      404
GET /briefs/{brief}/tracks/{track}/versions/{version}/assignment
  ours, theirs, public401   403   403    403     403     403    403     403       403       403      200
  crossed, missing   401    403   403    403     403     403    403     403       403       403      404
GET /briefs/{brief}/opening
  ours               401    404   409    403     403     404    403     403       403       404      409
  theirs             401    404   404    404     404     404    404     404       404       404      409
  public             401    403   403    403     403     403    403     403       403       403      409
  missing            401    404   404    404     404     404    404     404       404       404      404
GET /lapses
  any                401    403   403    403     403     403    403     403       403       403      200
GET /sweep
  any                401    403   403    403     403     403    403     403       403       403      200
POST /briefs/{brief}/tracks/{track}/trial
  ours, theirs, public401   403   403    403     403     403    403     403       403       403      409
  crossed, missing   401    403   403    403     403     403    403     403       403       403      404
POST /briefs/{brief}/tracks/{track}/trial/consent
  ours, theirs, public401   404   404    404     404     404    404     404       404       404      404
  crossed, missing   401    404   404    404     404     404    404     404       404       404      404
POST /briefs/{brief}/tracks/{track}/versions/{version}/ask/accept
  ours, theirs, public401   404   404    404     404     404    404     404       404       404      404
  crossed, missing   401    404   404    404     404     404    404     404       404       404      404
POST /briefs/{brief}/tracks/{track}/versions/{version}/ask/decline
  ours, theirs, public401   404   404    404     404     404    404     404       404       404      404
  crossed, missing   401    404   404    404     404     404    404     404       404       404      404
GET /likenesses
  any                401    403   403    403     403     403    403     403       403       403      200
GET /briefs/{brief}/tracks/{track}/likenesses
  ours               401    404   200    404     404     404    404     404       404       404      200
  theirs, public     401    404   404    404     404     404    404     404       404       404      200
  crossed, missing   401    404   404    404     404     404    404     404       404       404      404
GET /disputes
  any                401    403   403    403     403     403    403     403       403       403      200
GET /reviews/{review}/markers
  ours, theirs       401    404   404    404     404     404    404     404       404       404      404
  missing            401    404   404    404     404     404    404     404       404       404      404
PUT /reviews/{review}/draft
  ours               401    404   404    404     404     404    404     200       404       404      404
  theirs, missing    401    404   404    404     404     404    404     404       404       404      404
POST /reviews/{review}/reaction
  ours               401    404   404    404     404     404    404     404       404       404      404
  theirs, missing    401    404   404    404     404     404    404     404       404       404      404
POST /reviews/{review}/dispute
  ours               401    404   404    404     404     404    404     404       404       404      404
  theirs, missing    401    404   404    404     404     404    404     404       404       404      404
POST /reviews/{review}/dispute/reply
  ours               401    404   404    404     404     404    404     409       404       404      404
  theirs, missing    401    404   404    404     404     404    404     404       404       404      404
PATCH /briefs/{brief}
  ours               401    404   200    403     403     404    403     403       403       404      403
  theirs             401    404   404    404     404     404    404     404       404       404      403
  public             401    403   403    403     403     403    403     403       403       403      403
  missing            401    404   404    404     404     404    404     404       404       404      404
PUT /briefs/{brief}/tracks/{track}/writers
  ours               401    404   404    404     404     404    200     404       404       404      404
  theirs, public     401    404   404    404     404     404    404     404       404       404      404
  crossed, missing   401    404   404    404     404     404    404     404       404       404      404
POST /briefs/{brief}/tracks/{track}/writers/me/consent
  ours               401    404   404    404     404     404    200     404       404       404      404
  theirs, public     401    404   404    404     404     404    404     404       404       404      404
  crossed, missing   401    404   404    404     404     404    404     404       404       404      404
POST /briefs/{brief}/tracks/{track}/writers/me/refuse
  ours               401    404   404    404     404     404    409     404       404       404      404
  theirs, public     401    404   404    404     404     404    404     404       404       404      404
  crossed, missing   401    404   404    404     404     404    404     404       404       404      404
POST /briefs/{brief}/open
  ours               401    404   200    403     403     404    403     403       403       404      403
  theirs             401    404   404    404     404     404    404     404       404       404      403
  public             401    403   403    403     403     403    403     403       403       403      403
  missing            401    404   404    404     404     404    404     404       404       404      404
POST /briefs/{brief}/prize-funding
  ours               401    403   403    403     403     403    403     403       403       403      409
  theirs, public     401    403   403    403     403     403    403     403       403       403      409
  missing            401    403   403    403     403     403    403     403       403       403      404
POST /briefs/{brief}/lexicon/confirm
  ours               401    404   409    403     403     404    403     403       403       404      403
  theirs             401    404   404    404     404     404    404     404       404       404      403
  public             401    403   403    403     403     403    403     403       403       403      403
  missing            401    404   404    404     404     404    404     404       404       404      404
PUT /briefs/{brief}/lexicon
  ours               401    404   403    403     403     404    403     200       200       404      403
  theirs             401    404   404    404     404     404    404     404       404       404      403
  public             401    403   403    403     403     403    403     403       403       403      403
  missing            401    404   404    404     404     404    404     404       404       404      404
POST /briefs/{brief}/lexicon/return
  ours               401    404   200    403     403     404    403     403       403       404      403
  theirs             401    404   404    404     404     404    404     404       404       404      403
  public             401    403   403    403     403     403    403     403       403       403      403
  missing            401    404   404    404     404     404    404     404       404       404      404
POST /briefs/{brief}/invitations
  ours               401    404   200    403     403     404    403     403       403       404      403
  theirs             401    404   404    404     404     404    404     404       404       404      403
  public             401    403   403    403     403     403    403     403       403       403      403
  missing            401    404   404    404     404     404    404     404       404       404      404
POST /briefs/{brief}/invitations/me/accept
  ours               401    404   404    200     200     404    200     404       404       404      404
  theirs, missing    401    404   404    404     404     404    404     404       404       404      404
  public             401    404   404    404     404     404    404     404       404       404      404
POST /briefs/{brief}/invitations/me/decline
  ours               401    404   404    200     200     404    200     404       404       404      404
  theirs, missing    401    404   404    404     404     404    404     404       404       404      404
  public             401    404   404    404     404     404    404     404       404       404      404
POST /briefs/{brief}/tracks/{track}/shortlist
  ours               401    404   409    403     403     404    403     403       403       404      403
  theirs             401    404   404    404     404     404    404     404       404       404      403
  crossed            401    404   404    403     403     404    403     403       403       404      403
  public             401    403   403    403     403     403    403     403       403       403      403
  missing            401    404   404    404     404     404    404     404       404       404      404
PUT /briefs/{brief}/tracks/{track}/rating
  ours               401    404   200    403     403     404    403     403       403       404      403
  theirs             401    404   404    404     404     404    404     404       404       404      403
  crossed            401    404   404    403     403     404    403     403       403       404      403
  public             401    403   403    403     403     403    403     403       403       403      403
  missing            401    404   404    404     404     404    404     404       404       404      404
DELETE /briefs/{brief}/tracks/{track}/shortlist
  ours               401    404   200    403     403     404    403     403       403       404      403
  theirs             401    404   404    404     404     404    404     404       404       404      403
  crossed            401    404   404    403     403     404    403     403       403       404      403
  public             401    403   403    403     403     403    403     403       403       403      403
  missing            401    404   404    404     404     404    404     404       404       404      404
POST /briefs/{brief}/selection
  ours, crossed      401    404   409    403     403     404    403     403       403       404      403
  theirs             401    404   404    404     404     404    404     404       404       404      403
  public             401    403   403    403     403     403    403     403       403       403      403
  missing            401    404   404    404     404     404    404     404       404       404      404
POST /reviews/{review}/decline
  ours               401    404   404    404     404     404    404     200       404       404      404
  theirs, missing    401    404   404    404     404     404    404     404       404       404      404
POST /briefs/{brief}/coproducers
  ours               401    404   200    403     403     404    403     403       403       404      200
  theirs             401    404   404    404     404     404    404     404       404       404      200
  public             401    403   403    403     403     403    403     403       403       403      409
  missing            401    404   404    404     404     404    404     404       404       404      404
POST /briefs/{brief}/tracks/{track}/withdraw
  ours               401    404   404    404     404     404    200     404       404       404      404
  theirs, public     401    404   404    404     404     404    404     404       404       404      404
  crossed, missing   401    404   404    404     404     404    404     404       404       404      404
";

/// Our track was sent back, theirs approved; entries have ended and the client decides.
pub(crate) const ANSWERED: &str = "
                  nobody client owner invited entered outside writer reviewer colleague elsewhere operator
GET /briefs/{brief}/tracks/{track}
  ours               401    404   200    404     404     404    200     200       200       404      200
  theirs, public     401    404   404    404     404     404    404     404       404       404      200
  crossed, missing   401    404   404    404     404     404    404     404       404       404      404
GET /briefs/{brief}/tracks/{track}/versions/{version}/listen
  ours               401    404   200    404     404     404    200     200       404       404      404
  theirs, public     401    404   404    404     404     404    404     404       404       404      404
  crossed, missing   401    404   404    404     404     404    404     404       404       404      404
GET /briefs/{brief}/tracks/{track}/reviews
  ours               401    404   200    404     404     404    200     200       404       404      200
  theirs, public     401    404   404    404     404     404    404     404       404       404      200
  crossed, missing   401    404   404    404     404     404    404     404       404       404      404
DELETE /briefs/{brief}/reference-media/{reference_media}
  ours               401    404   200    403     403     404    403     403       403       404      403
  theirs             401    404   404    404     404     404    404     404       404       404      403
  public             401    403   403    403     403     403    403     403       403       403      403
  missing            401    404   404    404     404     404    404     404       404       404      404
POST /briefs/{brief}/tracks
  ours               401    403   403    409     409     404    409     409       409       404      403
  theirs, missing    401    403   403    404     404     404    404     404       404       404      403
GET /reviews/{review}
  ours               401    404   404    404     404     404    404     200       404       404      200
  theirs             401    404   404    404     404     404    404     404       404       404      200
  missing            401    404   404    404     404     404    404     404       404       404      404
PUT /reviews/{review}
  ours               401    404   404    404     404     404    404     409       404       404      404
  theirs, missing    401    404   404    404     404     404    404     404       404       404      404
POST /reviews/{review}/decline
  ours               401    404   404    404     404     404    404     409       404       404      404
  theirs, missing    401    404   404    404     404     404    404     404       404       404      404
GET /reviews/{review}/markers
  ours               401    404   404    404     404     404    200     200       404       404      404
  theirs, missing    401    404   404    404     404     404    404     404       404       404      404
POST /reviews/{review}/reaction
  ours               401    404   404    404     404     404    200     404       404       404      404
  theirs, missing    401    404   404    404     404     404    404     404       404       404      404
POST /reviews/{review}/dispute
  ours               401    404   404    404     404     404    200     404       404       404      404
  theirs, missing    401    404   404    404     404     404    404     404       404       404      404
POST /reviews/{review}/dispute/reply
  ours               401    404   404    404     404     404    404     200       404       404      404
  theirs, missing    401    404   404    404     404     404    404     404       404       404      404
GET /likenesses
  any                401    403   403    403     403     403    403     403       403       403      200
GET /briefs/{brief}/tracks/{track}/likenesses
  ours               401    404   200    404     404     404    404     404       404       404      200
  theirs, public     401    404   404    404     404     404    404     404       404       404      200
  crossed, missing   401    404   404    404     404     404    404     404       404       404      404
GET /disputes
  any                401    403   403    403     403     403    403     403       403       403      200
POST /reviews/{review}/dispute/decision
  ours               401    403   403    403     403     403    403     403       403       403      200
  theirs             401    403   403    403     403     403    403     403       403       403      409
  missing            401    403   403    403     403     403    403     403       403       403      404
GET /briefs/{brief}/ranking
  ours               401    404   200    404     404     404    404     404       404       404      200
  theirs, public     401    404   404    404     404     404    404     404       404       404      200
  missing            401    404   404    404     404     404    404     404       404       404      404
POST /briefs/{brief}/tracks/{track}/master
  ours               401    404   409    404     404     404    404     404       404       404      404
  theirs, public     401    404   404    404     404     404    404     404       404       404      404
  crossed, missing   401    404   404    404     404     404    404     404       404       404      404
POST /briefs/{brief}/close
  ours               401    404   200    403     403     404    403     403       403       404      403
  theirs             401    404   404    404     404     404    404     404       404       404      403
  public             401    403   403    403     403     403    403     403       403       403      403
  missing            401    404   404    404     404     404    404     404       404       404      404
POST /briefs/{brief}/last-versions
  ours               401    404   200    403     403     404    403     403       403       404      403
  theirs             401    404   404    404     404     404    404     404       404       404      403
  public             401    403   403    403     403     403    403     403       403       403      403
  missing            401    404   404    404     404     404    404     404       404       404      404
POST /briefs/{brief}/tracks/{track}/shortlist
  ours               401    404   200    403     403     404    403     403       403       404      403
  theirs             401    404   404    404     404     404    404     404       404       404      403
  crossed            401    404   404    403     403     404    403     403       403       404      403
  public             401    403   403    403     403     403    403     403       403       403      403
  missing            401    404   404    404     404     404    404     404       404       404      404
PUT /briefs/{brief}/tracks/{track}/rating
  ours               401    404   200    403     403     404    403     403       403       404      403
  theirs             401    404   404    404     404     404    404     404       404       404      403
  crossed            401    404   404    403     403     404    403     403       403       404      403
  public             401    403   403    403     403     403    403     403       403       403      403
  missing            401    404   404    404     404     404    404     404       404       404      404
DELETE /briefs/{brief}/tracks/{track}/shortlist
  ours               401    404   200    403     403     404    403     403       403       404      403
  theirs             401    404   404    404     404     404    404     404       404       404      403
  crossed            401    404   404    403     403     404    403     403       403       404      403
  public             401    403   403    403     403     403    403     403       403       403      403
  missing            401    404   404    404     404     404    404     404       404       404      404
POST /briefs/{brief}/selection
  ours               401    404   200    403     403     404    403     403       403       404      403
  theirs             401    404   404    404     404     404    404     404       404       404      403
  crossed            401    404   409    403     403     404    403     403       403       404      403
  public             401    403   403    403     403     403    403     403       403       403      403
  missing            401    404   404    404     404     404    404     404       404       404      404
POST /briefs/{brief}/cancel
  ours               401    404   409    403     403     404    403     403       403       404      403
  theirs             401    404   404    404     404     404    404     404       404       404      403
  public             401    403   403    403     403     403    403     403       403       403      403
  missing            401    404   404    404     404     404    404     404       404       404      404
POST /briefs/{brief}/tracks/{track}/versions
  ours               401    403   403    404     404     404    409     404       404       404      403
  theirs, public     401    403   403    404     404     404    404     404       404       404      403
  crossed, missing   401    403   403    404     404     404    404     404       404       404      403
";

/// Our brief and theirs are awarded.
pub(crate) const AWARDED: &str = "
                  nobody client owner invited entered outside writer reviewer colleague elsewhere operator
GET /credits/{credit}
  ours, theirs       200    200   200    200     200     200    200     200       200       200      200
  missing            404    404   404    404     404     404    404     404       404       404      404
GET /credits/key
  any                200    200   200    200     200     200    200     200       200       200      200
GET /me/credits
  any                401    200   200    200     200     200    200     200       200       200      200
GET /briefs/{brief}/outcome-comparison
  ours               401    404   404    404     404     404    404     200       200       404      404
  theirs, public     401    404   404    404     404     404    404     404       404       404      404
  missing            401    404   404    404     404     404    404     404       404       404      404
GET /briefs/{brief}/licence
  ours               401    404   200    404     404     404    200     404       404       404      200
  theirs             401    404   404    404     404     404    404     404       404       404      200
  public, missing    401    404   404    404     404     404    404     404       404       404      404
GET /briefs/{brief}/tracks/{track}/split
  ours               401    404   404    404     404     404    200     404       404       404      200
  theirs             401    404   404    404     404     404    404     404       404       404      200
  public             401    404   404    404     404     404    404     404       404       404      404
  crossed, missing   401    404   404    404     404     404    404     404       404       404      404
GET /briefs/{brief}/tracks/{track}/versions/{version}/listen
  ours               401    404   200    404     404     404    200     200       200       404      404
  theirs, public     401    404   404    404     404     404    404     404       404       404      404
  crossed, missing   401    404   404    404     404     404    404     404       404       404      404
POST /briefs/{brief}/coproducers/me/leave
  ours               401    404   403    403     403     404    403     409       409       404      403
  theirs             401    404   404    404     404     404    404     404       404       404      403
  public             401    403   403    403     403     403    403     403       403       403      403
  missing            401    404   404    404     404     404    404     404       404       404      404
POST /briefs/{brief}/tracks/{track}/master
  ours               401    404   200    404     404     404    404     404       404       404      404
  theirs, public     401    404   404    404     404     404    404     404       404       404      404
  crossed, missing   401    404   404    404     404     404    404     404       404       404      404
POST /briefs/{brief}/tracks/{track}/withdraw
  ours               401    404   404    404     404     404    409     404       404       404      404
  theirs, public     401    404   404    404     404     404    404     404       404       404      404
  crossed, missing   401    404   404    404     404     404    404     404       404       404      404
POST /briefs/{brief}/deliver
  ours               401    404   200    403     403     404    403     403       403       404      403
  theirs             401    404   404    404     404     404    404     404       404       404      403
  public             401    403   403    403     403     403    403     403       403       403      403
  missing            401    404   404    404     404     404    404     404       404       404      404
";

/// What belongs to people, and needs no brief.
pub(crate) const PEOPLE: &str = "
                  nobody client owner invited entered outside writer reviewer colleague elsewhere operator
GET /me
  any                401    200   200    200     200     200    200     200       200       200      200
PUT /me
  any                401    200   200    200     200     200    200     200       200       200      200
GET /me/points
  any                401    200   200    200     200     200    200     200       200       200      200
GET /me/tracks
  any                401    200   200    200     200     200    200     200       200       200      200
GET /me/notices
  any                401    200   200    200     200     200    200     200       200       200      200
GET /members
  any                401    200   200    200     200     200    200     200       200       200      200
GET /members/{member}
  ours, theirs       200    200   200    200     200     200    200     200       200       200      200
  missing            404    404   404    404     404     404    404     404       404       404      404
PUT /me/availability
  any                401    200   200    200     200     200    200     200       200       200      200
PUT /me/roles
  any                401    200   200    200     200     200    200     200       200       200      200
POST /me/coproducer-application
  any                401    403   403    409     201     409    201     409       409       409      403
GET /me/coproducer-application/trial
  any                401    403   403    404     200     404    200     404       404       404      403
PUT /me/coproducer-application/trial
  any                401    403   403    404     404     404    404     404       404       404      403
GET /coproducer-appeals
  any                401    403   403    403     403     403    403     403       403       403      200
GET /coproducer-applications
  any                401    403   403    403     403     403    403     403       403       403      200
POST /coproducer-applications/{application}/decision
  ours, theirs       401    403   403    403     403     403    403     403       403       403      200
  missing            401    403   403    403     403     403    403     403       403       403      404
POST /members/{member}/suspend
  ours, theirs       401    403   403    403     403     403    403     403       403       403      200
  missing            401    403   403    403     403     403    403     403       403       403      404
POST /members/{member}/appeal
  ours               401    404   404    404     404     404    404     200       404       404      404
  theirs             401    404   404    404     404     404    404     404       200       404      404
  missing            401    404   404    404     404     404    404     404       404       404      404
POST /members/{member}/appeal/decision
  ours, theirs       401    403   403    403     403     403    403     403       403       403      200
  missing            401    403   403    403     403     403    403     403       403       403      404
POST /members/{member}/revoke
  ours, theirs       401    403   403    403     403     403    403     403       403       403      200
  missing            401    403   403    403     403     403    403     403       403       403      404
POST /members/{member}/founding-coproducer
  ours, theirs, missing 401    403   403    403     403     403    403     403       403       403      409
DELETE /me
  any                401    202   202    202     202     202    202     202       202       202      202
GET /members/{member}/erasure
  ours, theirs       200    200   200    200     200     200    200     200       200       200      200
  missing            404    404   404    404     404     404    404     404       404       404      404
GET /members/{member}/erasure/reasons
  ours, theirs       401    403   403    403     403     403    403     403       403       403      200
  missing            401    403   403    403     403     403    403     403       403       403      404
";

/// The books. A month is nobody's own: *ours* is one of them, *missing* one before they begin.
pub(crate) const MONTHS: &str = "
                  nobody client owner invited entered outside writer reviewer colleague elsewhere operator
GET /me/statements
  any                401    200   200    200     200     200    200     200       200       200      200
GET /me/statements/{month}
  ours, missing      401    404   404    404     404     404    404     404       404       404      404
GET /me/statements/{month}/trace
  ours, missing      401    400   400    400     400     400    400     400       400       400      400
GET /members/{member}/statements/{month}
  ours, missing      401    403   403    403     403     403    403     403       403       403      404
GET /members/{member}/statements/{month}/trace
  ours, missing      401    403   403    403     403     403    403     403       403       403      400
GET /me/suspense
  any                401    200   200    200     200     200    200     200       200       200      200
GET /me/balance
  any                401    200   200    200     200     200    200     200       200       200      200
GET /months/{month}
  ours               401    403   403    403     403     403    403     403       403       403      200
  missing            401    403   403    403     403     403    403     403       403       403      404
POST /months/{month}/pay
  ours               401    403   403    403     403     403    403     403       403       403      409
  missing            401    403   403    403     403     403    403     403       403       403      404
GET /months/{month}/batches
  ours               401    403   403    403     403     403    403     403       403       403      200
  missing            401    403   403    403     403     403    403     403       403       403      404
POST /months/{month}/settlements
  ours               401    403   403    403     403     403    403     403       403       403      400
  missing            401    403   403    403     403     403    403     403       403       403      400
POST /months/{month}/close
  ours               401    403   403    403     403     403    403     403       403       403      409
  missing            401    403   403    403     403     403    403     403       403       403      404
GET /months/{month}/books
  ours               401    403   403    403     403     403    403     403       403       403      200
  missing            401    403   403    403     403     403    403     403       403       403      404
GET /payouts
  any                401    403   403    403     403     403    403     403       403       403      200
POST /payouts/{payout}/decision
  ours, theirs, missing 401    403   403    403     403     403    403     403       403       403      404
GET /months
  any                401    403   403    403     403     403    403     403       403       403      200
GET /holds
  any                401    403   403    403     403     403    403     403       403       403      200
POST /members/{member}/hold/release
  ours, theirs, missing 401    403   403    403     403     403    403     403       403       403      404
POST /members/{member}/hold
  ours, theirs       401    403   403    403     403     403    403     403       403       403      200
  missing            401    403   403    403     403     403    403     403       403       403      404
GET /me/payout-account
  any                401    404   404    404     404     404    404     404       404       404      404
PUT /me/payout-account
  any                401    200   200    200     200     200    200     200       200       200      200
POST /months/{month}/revenue
  ours               401    403   403    403     403     403    403     403       403       403      201
  missing            401    403   403    403     403     403    403     403       403       403      404
GET /months/{month}/revenue
  ours               401    403   403    403     403     403    403     403       403       403      200
  missing            401    403   403    403     403     403    403     403       403       403      404
GET /months/{month}/statements
  ours               401    403   403    403     403     403    403     403       403       403      409
  missing            401    403   403    403     403     403    403     403       403       403      404
POST /me/payout-request
  any                401    200   200    200     200     200    200     200       200       200      200
POST /adjustments
  any                401    403   403    403     403     403    403     403       403       403      404
GET /adjustments
  any                401    403   403    403     403     403    403     403       403       403      200
GET /suspense
  any                401    403   403    403     403     403    403     403       403       403      200
GET /operator-words
  any                401    403   403    403     403     403    403     403       403       403      200
GET /adjustments/{adjustment}
  ours, theirs       401    403   403    403     403     403    403     403       403       403      404
  missing            401    403   403    403     403     403    403     403       403       403      404
POST /adjustments/{adjustment}/approve
  ours, theirs       401    403   403    403     403     403    403     403       403       403      404
  missing            401    403   403    403     403     403    403     403       403       403      404
POST /adjustments/{adjustment}/decline
  ours, theirs       401    403   403    403     403     403    403     403       403       403      404
  missing            401    403   403    403     403     403    403     403       403       403      404
POST /suspense/{entry}/match
  ours, theirs       401    403   403    403     403     403    403     403       403       403      404
  missing            401    403   403    403     403     403    403     403       403       403      404
GET /members/{member}/tax-rate
  ours, theirs       401    403   403    403     403     403    403     403       403       403      404
  missing            401    403   403    403     403     403    403     403       403       403      404
PUT /members/{member}/tax-rate
  ours, theirs       401    403   403    403     403     403    403     403       403       403      200
  missing            401    403   403    403     403     403    403     403       403       403      404
PUT /briefs/{brief}/tracks/{track}/isrc
  ours, theirs       401    403   403    403     403     403    403     403       403       403      404
  public             401    403   403    403     403     403    403     403       403       403      404
  crossed, missing   401    403   403    403     403     403    403     403       403       403      404
POST /briefs/{brief}/void-award
  ours, theirs       401    403   403    403     403     403    403     403       403       403      404
  public             401    403   403    403     403     403    403     403       403       403      404
  missing            401    403   403    403     403     403    403     403       403       403      404
POST /briefs/{brief}/restore-award
  ours, theirs       401    403   403    403     403     403    403     403       403       403      404
  public             401    403   403    403     403     403    403     403       403       403      404
  missing            401    403   403    403     403     403    403     403       403       403      404
DELETE /months/{month}/revenue/{sha256}
  ours, missing      401    403   403    403     403     403    403     403       403       403      404
GET /months/{month}/plans/{before}/diff/{after}
  ours, missing      401    403   403    403     403     403    403     403       403       403      404
POST /months/{month}/freeze
  ours               401    403   403    403     403     403    403     403       403       403      409
  missing            401    403   403    403     403     403    403     403       403       403      404
POST /months/{month}/plan
  ours               401    403   403    403     403     403    403     403       403       403      409
  missing            401    403   403    403     403     403    403     403       403       403      404
POST /months/{month}/approve
  ours               401    403   403    403     403     403    403     403       403       403      409
  missing            401    403   403    403     403     403    403     403       403       403      404
GET /months/{month}/confirmations
  ours, missing      401    403   403    403     403     403    403     403       403       403      404
POST /months/{month}/confirmations
  ours               401    403   403    403     403     403    403     403       403       403      409
  missing            401    403   403    403     403     403    403     403       403       403      404
POST /months/{month}/reject
  ours               401    403   403    403     403     403    403     403       403       403      409
  missing            401    403   403    403     403     403    403     403       403       403      404
POST /months/{month}/post
  ours               401    403   403    403     403     403    403     403       403       403      409
  missing            401    403   403    403     403     403    403     403       403       403      404
";

/// All of them.
pub(crate) const ALL: [&str; 5] = [JUDGED, ANSWERED, AWARDED, PEOPLE, MONTHS];

/// A route and what its callers are answered.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) expected: Vec<(Subject, [u16; Caller::ALL.len()])>,
}

impl Row {
    /// As the template has it: `POST /briefs`.
    pub(crate) fn route(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// Whether everybody but operators, the last column, is refused before anything is looked up.
    pub(crate) fn is_for_operators_alone(&self) -> bool {
        let refused = |status: &u16| [401, 403].contains(status);
        self.expected.iter().all(|(_, statuses)| {
            statuses.split_last().is_some_and(|(_, others)| others.iter().all(refused))
        })
    }
}

/// The rows of a table.
pub(crate) fn parse(table: &str) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for line in table.lines().filter(|line| !line.trim().is_empty()) {
        if let Some((method, path)) = line.split_once(' ').filter(|(method, _)| !method.is_empty())
        {
            let (method, path) = (method.to_owned(), path.to_owned());
            rows.push(Row { method, path, expected: Vec::new() });
        } else if let Some(row) = rows.last_mut() {
            row.expected.extend(expectations(line));
        }
    }
    rows
}

fn expectations(line: &str) -> Vec<(Subject, [u16; Caller::ALL.len()])> {
    let digits = line.find(|character: char| character.is_ascii_digit());
    let (subjects, statuses) = line.split_at(digits.unwrap_or(line.len()));
    let statuses: Vec<u16> =
        statuses.split_whitespace().map(|status| status.parse().expect("a status")).collect();
    let statuses = statuses.try_into().unwrap_or_else(|_| panic!("one status a caller: {line}"));
    subjects.split(',').map(|name| (subject(name.trim()), statuses)).collect()
}

fn subject(name: &str) -> Subject {
    match name {
        "any" => Subject::Any,
        "ours" => Subject::Ours,
        "theirs" => Subject::Theirs,
        "crossed" => Subject::Crossed,
        "public" => Subject::Public,
        "missing" => Subject::Missing,
        unknown => panic!("{unknown} is not what a route can be asked for"),
    }
}
