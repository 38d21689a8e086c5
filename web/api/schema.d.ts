// Made from infra/openapi.yaml by `npm run api`.
export interface paths {
    "/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the adjustments of a state
         * @description Those that wait, where nothing else is asked for.
         *
         *     Who: Operators.
         *
         *     Order: The oldest first.
         */
        get: operations["listAdjustments"];
        put?: never;
        /**
         * Propose a correction of a posted month
         * @description Another operator approves it; the oldest open month books it.
         *
         *     Who: Operators.
         */
        post: operations["proposeAdjustment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/adjustments/{adjustment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an adjustment
         * @description Who: Operators.
         */
        get: operations["readAdjustment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/adjustments/{adjustment}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve an adjustment
         * @description Who: Operators who neither proposed it nor are a party of it.
         *
         *     Takes no `If-Match`: Nobody amends a proposal, so what was read is what is approved.
         */
        post: operations["approveAdjustment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/adjustments/{adjustment}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decline an adjustment
         * @description Who: Operators who are no party of it.
         *
         *     Takes no `If-Match`: Nobody amends a proposal, so what was read is what is declined.
         */
        post: operations["declineAdjustment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the briefs on the board
         * @description Public briefs that take tracks now.
         *
         *     Who: Every member.
         *
         *     Order: By deadline, the next one first.
         */
        get: operations["listBoard"];
        put?: never;
        /**
         * Write the draft of a brief
         * @description Nobody but its client sees it until it is opened. All of it can be amended.
         *
         *     Who: Clients.
         */
        post: operations["createBrief"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a brief
         * @description With its newest lexicon, the one that reviews go by, and hints for the client of a draft. While the award is under an embargo, title, winner and shares of the prize are for its parties alone.
         *
         *     Who: Everybody once it is open and public; else its client, its co-producers, who was invited or has entered, and operators.
         */
        get: operations["readBrief"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Amend a brief
         * @description What is left out stays as it is; null takes away what a new brief may leave out. While the brief is open each amendment makes its next version, everybody who takes part is told, and reviews keep to the version that they were given.
         *
         *     Who: The client of the brief.
         */
        patch: operations["amendBrief"];
        trace?: never;
    };
    "/briefs/{brief}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a brief
         * @description Everybody concerned is told why, reviews that are not over are released, and a prize that was received goes back.
         *
         *     Who: The client of the brief.
         *
         *     Takes no `If-Match`: It is a move that the state of the brief allows or does not; the same again changes nothing.
         */
        post: operations["cancelBrief"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the entries of a brief before its deadline
         * @description It is judged from then on, and everybody concerned is told.
         *
         *     Who: The client of the brief.
         *
         *     Takes no `If-Match`: It is a move that the state of the brief allows or does not; the same again changes nothing.
         */
        post: operations["closeBrief"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/coproducers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Appoint a co-producer to a brief
         * @description What waits on the brief is assigned at once. The same again changes nothing.
         *
         *     Who: The client of the brief, operators who oversee it.
         *
         *     Takes no `If-Match`: It adds a co-producer and takes nobody away.
         */
        post: operations["appointCoproducer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/coproducers/me/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leave a brief as its co-producer
         * @description Reviews that are not delivered are given to others. Where nobody is left, successors are appointed. Nobody comes back to a brief that they have left.
         *
         *     Who: A co-producer of the brief.
         *
         *     Takes no `If-Match`: Only the co-producer leaves, once and for ever.
         */
        post: operations["leaveBrief"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/deliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm that the master of an awarded brief was received
         * @description Nothing happens to the brief after it.
         *
         *     Who: The client of the brief.
         *
         *     Takes no `If-Match`: It is a move that the state of the brief allows or does not; the same again changes nothing.
         */
        post: operations["deliverBrief"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Invite composers to a brief
         * @description While it is a draft or open. Who is invited already stays so. The answer has the invitations of the named alone, at most 40.
         *
         *     Who: The client of the brief.
         *
         *     Order: By member.
         *
         *     Takes no `If-Match`: It adds people and takes nobody away.
         */
        post: operations["inviteComposers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/invitations/me/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an invitation to a brief
         * @description Before entries end; who has declined may change their mind.
         *
         *     Who: The invited composer.
         *
         *     Takes no `If-Match`: Only the invited composer moves it, and the newest word counts.
         */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/invitations/me/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decline an invitation to a brief
         * @description Before entries end; who has accepted may change their mind.
         *
         *     Who: The invited composer.
         *
         *     Takes no `If-Match`: Only the invited composer moves it, and the newest word counts.
         */
        post: operations["declineInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/last-versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Call for the last versions
         * @description While the brief is judged: further versions are announced for 48 hours more, and everybody who entered is told. The first call counts.
         *
         *     Who: The client of the brief.
         *
         *     Takes no `If-Match`: It is a move that the state of the brief allows or does not; the same again changes nothing.
         */
        post: operations["callLastVersions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/lexicon": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Propose the lexicon of a brief
         * @description A new version, unless the newest one says the same. Each word is one of the client's, or says because of what it is there.
         *
         *     Who: A co-producer of the brief, before entries end.
         *
         *     Takes no `If-Match`: Every proposal is a version of its own and overwrites none.
         */
        put: operations["proposeLexicon"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/lexicon/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm the newest lexicon of a brief
         * @description Reviews go by it from then on.
         *
         *     Who: The client of the brief.
         *
         *     Takes no `If-Match`: Where `version` stands in the body, it is what was read.
         */
        post: operations["confirmLexicon"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/lexicon/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send back the newest lexicon of a brief
         * @description The co-producer who proposed it is told why.
         *
         *     Who: The client of the brief.
         *
         *     Takes no `If-Match`: Where `version` stands in the body, it is what was read.
         */
        post: operations["returnLexicon"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/licence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what the client was granted
         * @description Signed as credits are, from the award on.
         *
         *     Who: The client of the brief, the writers of its winner who have agreed to their shares, operators.
         */
        get: operations["readLicence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a brief for entries
         * @description Where its client has appointed no co-producer, the studio appoints some, and it invites composers whose genres match. A prize has to be received before.
         *
         *     Who: The client of the brief.
         *
         *     Takes no `If-Match`: It is a move that the state of the brief allows or does not; the same again changes nothing.
         */
        post: operations["openBrief"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/opening": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Foresee what opening a draft would do
         * @description Numbers for the client, names for operators. Nothing is written but that an operator has looked into the brief.
         *
         *     Who: The client of the brief, operators who oversee it.
         */
        get: operations["previewOpening"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/outcome-comparison": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compare one's own ranking with what the client chose
         * @description The ranking as it stood at the moment of the award, for who scored a track.
         *
         *     Who: A co-producer who scored a track of the brief; under an embargo one who still co-produces it.
         */
        get: operations["readOutcomeComparison"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/prize-funding": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm that the prize of a brief was received
         * @description Before the brief opens. It is booked in the oldest open month in the same moment.
         *
         *     Who: Operators, but not the one who posted the brief.
         *
         *     Takes no `If-Match`: `prize` in the body is what was seen: 412 where it is another.
         */
        post: operations["fundPrize"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the questions on a brief with their answers
         * @description Who: Whoever may see the brief.
         *
         *     Order: By id, which tells neither who asked nor when.
         */
        get: operations["listQuestions"];
        put?: never;
        /**
         * Ask a question on a brief
         * @description While it is open or judged. Everybody who may see the brief reads it; its client is not told who asked. `Location` is the list.
         *
         *     Who: Whoever may see the brief, except its client.
         */
        post: operations["askQuestion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/questions/{question}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Answer a question on a brief
         * @description Once, for all. With `amend` the same answer makes the next version of the brief, in the same moment. Everybody who takes part is told.
         *
         *     Who: The client of the brief.
         *
         *     Takes no `If-Match`: A question is answered once, and terms that changed in this moment are 412.
         */
        put: operations["answerQuestion"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/ranking": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read how the tracks of a brief rank
         * @description Each track counts with its newest version that is answered; all of the brief stand in one answer.
         *
         *     Who: The client of the brief, operators who oversee it.
         *
         *     Order: By the shrunk mean of the corrected totals, the best first.
         */
        get: operations["readRanking"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/reference-media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the reference media of a brief
         * @description With links to preview and waveform of those that can be heard, as `…/listen` gives them of a track's version. The client sees those too whose file is awaited, analysed or was not taken. The uploaded file is given to nobody.
         *
         *     Who: Whoever may see the brief.
         *
         *     Order: As they were added.
         */
        get: operations["listReferenceMedia"];
        put?: never;
        /**
         * Add a reference medium to a brief
         * @description Music that everybody hears who reads the brief; at most five, while the brief is a draft or open. Reserves a place and answers with a link to which the file is sent by PUT. The same request finds what it announced before; a link that has ended before a file came is given anew. Where none comes within half an hour, the place is free again. `Location` is the list.
         *
         *     Who: The client of the brief.
         */
        post: operations["addReferenceMedium"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/reference-media/{reference_media}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take a reference medium away
         * @description Whatever has become of the brief. Its files are deleted, and links to them end. Answered with those that stay.
         *
         *     Who: The client of the brief.
         *
         *     Order: As they were added.
         *
         *     Takes no `If-Match`: What was taken away does not come back, and nobody else changes it.
         */
        delete: operations["removeReferenceMedium"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/restore-award": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a voided award stand again
         * @description What waited goes out by the split.
         *
         *     Who: Operators; nobody who is paid by the award, unless every operator is.
         *
         *     Takes no `If-Match`: Only a voided award is restored.
         */
        post: operations["restoreAward"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/selection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Award a brief to one version of a track
         * @description While it is judged, once every promised answer to a newest version is there. Split, licence, credits and prize follow from it in the same moment; reviews that are not delivered by then are released. The same award again changes nothing.
         *
         *     Who: The client of the brief.
         *
         *     Takes no `If-Match`: One version is selected, once: another selection is refused.
         */
        post: operations["selectWinner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/tracks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the tracks of a brief
         * @description An operator who oversees a brief that has not ended takes no part in it any more once they have read this.
         *
         *     Who: The client of the brief, its reviewers, its entrants, operators who oversee it; each sees theirs.
         *
         *     Order: By id, which tells neither whose nor when.
         */
        get: operations["listTracks"];
        put?: never;
        /**
         * Submit a track to a brief
         * @description Reserves a place and answers with a link to which the file is sent by PUT.
         *
         *     Who: A composer whom the brief is open to.
         */
        post: operations["submitTrack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/tracks/{track}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a track with its versions
         * @description An operator who oversees a brief that has not ended takes no part in it any more once they have read this.
         *
         *     Who: The client of the brief, the writers, who reviews it, operators who oversee the brief.
         */
        get: operations["readTrack"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/tracks/{track}/isrc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set the recording code of an awarded track
         * @description The code that it had is free again. Who names that one in `instead_of` overwrites no other.
         *
         *     Who: Operators; nobody who is paid by the track, unless every operator is.
         *
         *     Takes no `If-Match`: `instead_of` in the body, where it is sent, is what was read.
         */
        put: operations["setIsrc"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/tracks/{track}/likenesses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what a track sounds like
         * @description The client reads those with tracks of the same brief and with published ones, operators those of briefs that they oversee.
         *
         *     Who: The client of the brief; operators who oversee it and have not written the track.
         *
         *     Order: By version, then by the other track.
         */
        get: operations["listTrackLikenesses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/tracks/{track}/master": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take the bought original
         * @description As often as they like; the first time is recorded.
         *
         *     Who: The client of the brief, after the award.
         *
         *     Takes no `If-Match`: It overwrites nothing.
         */
        post: operations["downloadMaster"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/tracks/{track}/rating": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say what one thinks of a track, in stars and words
         * @description At any time, of any track; the newest word counts and decides nothing. The composer is told; a reviewer reads it once their answer to the newest version is in.
         *
         *     Who: The client of the brief.
         *
         *     Takes no `If-Match`: Only the client rates, and the newest word counts.
         */
        put: operations["rateTrack"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/tracks/{track}/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the delivered reviews of a track
         * @description Of every version that the caller may read, all on one page: a track has five versions at most. Who listened is told to the writers and to other reviewers once the brief has ended, to the client and operators at once. Other reviewers read neither the composer's reaction nor a dispute.
         *
         *     Who: The writers, the client of the brief, operators who oversee it; who has answered the same version reads the others' answers to it.
         *
         *     Order: By version, then as they were given out.
         */
        get: operations["listTrackReviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/tracks/{track}/shortlist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a track on the shortlist
         * @description Before the award, once it has a delivered review. The composer is told.
         *
         *     Who: The client of the brief.
         *
         *     Takes no `If-Match`: Only the client shortlists; the same again changes nothing.
         */
        post: operations["shortlistTrack"];
        /**
         * Take a track off the shortlist
         * @description Before the award. The composer is told.
         *
         *     Who: The client of the brief.
         *
         *     Takes no `If-Match`: Only the client shortlists; the same again changes nothing.
         */
        delete: operations["removeFromShortlist"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/tracks/{track}/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read who has which part of what a track earns
         * @description From the award on.
         *
         *     Who: The writers of the track, operators.
         */
        get: operations["readSplit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/tracks/{track}/trial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark a track for trials
         * @description An answered track of a public brief that has ended. Its composer is asked; it is in use while they agree. Marking it again changes nothing.
         *
         *     Who: Operators.
         *
         *     Takes no `If-Match`: Marking it again changes nothing.
         */
        post: operations["markForTrials"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/tracks/{track}/trial/consent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Agree that a track is used for trials, or agree no more
         * @description What was said last counts, from the next trial on and in those that wait.
         *
         *     Who: The composer of a marked track.
         *
         *     Takes no `If-Match`: Only the composer says it, and their last word counts.
         */
        post: operations["setTrialConsent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/tracks/{track}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit the next version of a track
         * @description After it was sent back; or another file in place of one that was not taken or never came.
         *
         *     Who: The composer of the track.
         */
        post: operations["submitVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/tracks/{track}/versions/{version}/ask/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept to review a version that one was asked for
         * @description The first who accepts has the review and joins the roster of the brief; accepting again answers with the same review.
         *
         *     Who: Who was asked for a slot that the roster of the brief cannot fill.
         *
         *     Takes no `If-Match`: The first who accepts has it, and nothing is overwritten.
         */
        post: operations["acceptAsk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/tracks/{track}/versions/{version}/ask/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decline to review a version that one was asked for
         * @description A no to all slots of the version; nothing follows from it.
         *
         *     Who: Who was asked for a slot that the roster of the brief cannot fill.
         *
         *     Takes no `If-Match`: Everybody who was asked says their own no.
         */
        post: operations["declineAsk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/tracks/{track}/versions/{version}/assignment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain why a version was given to whom
         * @description As it was decided for the slots that were given, and as it would be decided now for those that are open, person by person; nothing is written but that the operator has looked into the brief.
         *
         *     Who: Operators who oversee the brief and have no entry open in any.
         */
        get: operations["explainAssignment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/tracks/{track}/versions/{version}/listen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get links to the preview and its waveform
         * @description Who: The client of the brief, the writers, who reviews it; after the award every co-producer of the brief.
         */
        get: operations["readListeningLinks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/tracks/{track}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraw a track
         * @description Possible before it is selected; asked twice, it is withdrawn once.
         *
         *     Who: The composer of the track.
         *
         *     Takes no `If-Match`: A withdrawal is for ever and overwrites nothing.
         */
        post: operations["withdrawTrack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/tracks/{track}/writers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Name the writers of a track and their shares
         * @description All of them: who is left out is a writer no more, and whose share differs is asked anew. Who says which state of the track they have read overwrites no other one.
         *
         *     Who: The composer of the track.
         */
        put: operations["nameWriters"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/tracks/{track}/writers/me/consent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Agree with one's share of a track
         * @description Who: A named writer.
         *
         *     Takes no `If-Match`: Where `share_ppm` stands in the body, it is what was read.
         */
        post: operations["consentAsWriter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/tracks/{track}/writers/me/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuse to be a writer of a track
         * @description The share goes to the other writers in proportion.
         *
         *     Who: A named writer.
         *
         *     Takes no `If-Match`: A refused share is nobody's to undo but by a new invitation.
         */
        post: operations["refuseAsWriter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the terms of a brief as they stood in one of its versions
         * @description The versions begin with 1, when it opens.
         *
         *     Who: Whoever may see the brief.
         */
        get: operations["readBriefVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/briefs/{brief}/void-award": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Void an award
         * @description Rights of a third party were broken: what the track earns from the oldest open month on waits, its points are undone and the credits are withdrawn.
         *
         *     Who: Operators; nobody who is paid by the award, unless every operator is.
         *
         *     Takes no `If-Match`: Voided twice, an award is voided once.
         */
        post: operations["voidAward"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/coproducer-appeals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the co-producers whose appeal waits
         * @description Who: Operators.
         *
         *     Order: The oldest appeal first.
         */
        get: operations["listCoproducerAppeals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/coproducer-applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the applications that wait
         * @description Who: Operators.
         *
         *     Order: The oldest first.
         */
        get: operations["listCoproducerApplications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/coproducer-applications/{application}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide an application
         * @description The same decision again changes nothing.
         *
         *     Who: Operators; nobody on their own application.
         *
         *     Takes no `If-Match`: The first decision stands; another one is refused.
         */
        post: operations["decideCoproducerApplication"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/credits/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the key that verifies credits and licences
         * @description Who: Everybody, without a token.
         */
        get: operations["readCreditKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/credits/{credit}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Verify a credit
         * @description Signed as it is when it is asked for. Under an embargo it exists by its holder's link alone.
         *
         *     Who: Everybody, without a token.
         */
        get: operations["verifyCredit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/disputes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the disputes that wait for a decision
         * @description Those of briefs that the caller oversees; and where operators who are all parties have said a word, also those of the caller's own tracks.
         *
         *     Who: Operators.
         *
         *     Order: By when they were raised, the oldest first.
         */
        get: operations["listDisputes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the members who are not paid, by an operator's word
         * @description Who: Operators.
         *
         *     Order: By the day to look again, the first one first.
         */
        get: operations["listHolds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lapses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Foresee which briefs lapse
         * @description The judged briefs that the caller oversees: when each would lapse, and what that would leave. The caller takes no part any more in a brief that they are shown.
         *
         *     Who: Operators.
         *
         *     Order: Not sorted as a whole: in eight runs, each by when the client's silence has its next consequence; read all pages and sort.
         */
        get: operations["listLapses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/likenesses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what sounds alike in the studio
         * @description Evidence for people; nothing follows from it. Without what is of briefs that the caller does not oversee or of tracks that they have written.
         *
         *     Who: Operators.
         *
         *     Order: By when they were found, the newest first.
         */
        get: operations["listLikenesses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one's own profile, standing and parts
         * @description Who has never written a profile is a newcomer who has not joined yet.
         *
         *     Who: Every member.
         */
        get: operations["readMe"];
        /**
         * Write one's own profile
         * @description It replaces the whole profile, except `in_directory` and `public_page`, which stay where they are left out; the first one makes the member. Who says which version they have read overwrites no other one.
         *
         *     Who: Every member.
         */
        put: operations["writeMe"];
        post?: never;
        /**
         * Leave for good
         * @description What is owed is paid first, and what others rest on is kept without the name; asked twice, it is asked once.
         *
         *     Who: Every member.
         *
         *     Takes no `If-Match`: It is for ever, whatever the profile says.
         */
        delete: operations["eraseMe"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/availability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say whether one is available
         * @description Who: Every member.
         *
         *     Takes no `If-Match`: It is one word that says all of itself.
         */
        put: operations["writeMyAvailability"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one's balances
         * @description The whole list: one for each currency, of which the studio has 13.
         *
         *     Who: Every member.
         *
         *     Order: By currency.
         */
        get: operations["listMyBalances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/briefs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List one's own briefs
         * @description In every state, with the drafts.
         *
         *     Who: Every member; whoever has posted none reads an empty list.
         *
         *     Order: By when they were written, the newest first.
         */
        get: operations["listMyBriefs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/coproducer-application": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Apply to become a co-producer
         * @description A repeat finds the application that waits; `GET /me` shows how it stands.
         *
         *     Who: Composers from Junior on.
         *
         *     Takes no `If-Match`: A repeat finds the application that waits and changes nothing.
         */
        post: operations["applyAsCoproducer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/coproducer-application/trial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the tracks of one's trial
         * @description Three at most, all on one page; without those whose composers have left or agree no more. Nothing tells whose they are or what became of them.
         *
         *     Who: Who has applied as co-producer and waits for the decision.
         *
         *     Order: By number.
         */
        get: operations["listTrialTracks"];
        /**
         * Review a track of one's trial
         * @description Once for each track; the same answer again changes nothing. With the last one the application goes to the operators.
         *
         *     Who: Who has applied as co-producer and waits for the decision.
         *
         *     Takes no `If-Match`: Each track is answered once; another answer is refused.
         */
        put: operations["answerTrial"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/credits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List one's credits
         * @description All of them in one table where `Accept` asks for `text/csv`.
         *
         *     Who: Every member.
         *
         *     Order: The newest first.
         *
         *     `Accept` chooses among the media types of the answer.
         */
        get: operations["listMyCredits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List one's invitations
         * @description Who: Every member.
         *
         *     Order: The newest first.
         */
        get: operations["listMyInvitations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List one's notices
         * @description Each in words, and with the facts for links and translation.
         *
         *     Who: Every member.
         *
         *     Order: The newest first.
         */
        get: operations["listMyNotices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/payout-account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read where one is paid
         * @description Masked. Not found before there is an account.
         *
         *     Who: Every member.
         */
        get: operations["readPayoutAccount"];
        /**
         * Say where one is paid
         * @description The first account is paid to at once, a changed one after 72 hours. The same account again changes nothing.
         *
         *     Who: Every member.
         *
         *     Takes no `If-Match`: It is the caller's own, taken whole, and a change is told to them with the account that was used before.
         */
        put: operations["changePayoutAccount"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/payout-request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask to be paid below the minimum
         * @description Once a year: the oldest open month pays any gross from one major unit on. A repeat in the same month answers as the first did.
         *
         *     Who: Every member.
         *
         *     Takes no `If-Match`: It overwrites nothing, and is made once a year.
         */
        post: operations["requestPayout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/points": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List one's points, with the standing that rests on them
         * @description The sum of all entries is the sum in the standing.
         *
         *     Who: Every member.
         *
         *     Order: The newest first.
         */
        get: operations["listMyPoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Record the groups of one's token
         * @description After each sign-in, without a body. The same token again changes nothing.
         *
         *     Who: Every member.
         *
         *     Takes no `If-Match`: The token says all of it.
         */
        put: operations["recordMyRoles"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List one's statements
         * @description One for each month and currency in which something was booked or due.
         *
         *     Who: Every member.
         *
         *     Order: By month, the earliest first, then by currency.
         */
        get: operations["listMyStatements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/statements/{month}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one's statement of a month
         * @description What the month has booked never changes; where its money is, is said as of now. The media type of `Accept` chooses the form. Not found where nothing was posted for the payee. What is too large for an answer is a 303 to a link, which a script on a page of another origin cannot follow.
         *
         *     Who: Every member.
         *
         *     `Accept` chooses among the media types of the answer.
         */
        get: operations["readMyStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/statements/{month}/trace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a line of one's statement to its revenue
         * @description The revenue lines that a line of the statement is the sum of: of a track, of an entry of suspense, or of anything that moved by its kind and subject; of what has no revenue behind it (`kind=withholding` too), the reason why. Not found where the statement has no such line.
         *
         *     Who: Every member.
         *
         *     Order: By file and line, as the month has them.
         *
         *     What is asked for is said by exactly one of: `track`, or `suspense`, or `kind` with `subject`, or `kind`.
         */
        get: operations["traceMyStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/suspense": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what waits in suspense of one's shares
         * @description By track and currency, with what would free it.
         *
         *     Who: Every member.
         *
         *     Order: By brief and track.
         */
        get: operations["listMySuspense"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/tracks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List one's own tracks
         * @description Who: Every member.
         *
         *     Order: The newest first.
         */
        get: operations["listMyTracks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the members who want to be found
         * @description Who has asked not to be found since is left out.
         *
         *     Who: Every member.
         *
         *     Order: Who was listed last first.
         */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/members/{member}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what everybody may see of a member
         * @description Their credits are listed with it; all of them in one table where `Accept` asks for `text/csv`.
         *
         *     Who: Everybody, without a token.
         *
         *     Order: The newest credit first.
         *
         *     `Accept` chooses among the media types of the answer.
         */
        get: operations["readMember"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/members/{member}/appeal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Appeal against one's suspension or end as a co-producer
         * @description Once; an operator answers.
         *
         *     Who: The member alone.
         *
         *     Takes no `If-Match`: There is one appeal, and it overwrites nothing.
         */
        post: operations["appealSuspension"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/members/{member}/appeal/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide an appeal
         * @description Who: Operators; nobody on themselves.
         *
         *     Takes no `If-Match`: The first decision stands; another one is refused.
         */
        post: operations["decideAppeal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/members/{member}/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read how far an erasure is
         * @description Who: Everybody, without a token.
         */
        get: operations["readErasure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/members/{member}/erasure/reasons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what an erasure waits for
         * @description In kinds: no sums and no briefs.
         *
         *     Who: Operators.
         */
        get: operations["readErasureReasons"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/members/{member}/founding-coproducer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Name one of the first co-producers
         * @description Without an application; they are active at once. There are few such seats.
         *
         *     Who: Operators; nobody on themselves.
         *
         *     Takes no `If-Match`: A repeat finds the seat and changes nothing.
         */
        post: operations["nameFoundingCoproducer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/members/{member}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hold a member's payments
         * @description It takes the place of the one before. The same again changes nothing. Who says which version they have read overwrites no other one.
         *
         *     Who: Operators; nobody on their own payments.
         */
        post: operations["placeHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/members/{member}/hold/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Release a hold
         * @description A released one stays as it is. Who says which version they have read releases no other one.
         *
         *     Who: Operators; nobody on their own payments.
         */
        post: operations["releaseHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/members/{member}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the work of a co-producer for good
         * @description Who: Operators; nobody on themselves.
         *
         *     Takes no `If-Match`: A move is conditioned on the state that it leaves.
         */
        post: operations["revokeCoproducer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/members/{member}/statements/{month}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a member's statement of a month
         * @description What the month has booked never changes; where its money is, is said as of now. The media type of `Accept` chooses the form. Not found where nothing was posted for the payee. What is too large for an answer is a 303 to a link, which a script on a page of another origin cannot follow.
         *
         *     Who: Operators.
         *
         *     `Accept` chooses among the media types of the answer.
         */
        get: operations["readMemberStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/members/{member}/statements/{month}/trace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a line of a member's statement to its revenue
         * @description The revenue lines that a line of the statement is the sum of: of a track, of an entry of suspense, or of anything that moved by its kind and subject; of what has no revenue behind it (`kind=withholding` too), the reason why. Not found where the statement has no such line.
         *
         *     Who: Operators.
         *
         *     Order: By file and line, as the month has them.
         *
         *     What is asked for is said by exactly one of: `track`, or `suspense`, or `kind` with `subject`, or `kind`.
         */
        get: operations["traceMemberStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/members/{member}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Suspend a co-producer
         * @description Who: Operators; nobody on themselves.
         *
         *     Takes no `If-Match`: A move is conditioned on the state that it leaves.
         */
        post: operations["suspendCoproducer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/members/{member}/tax-rate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what is withheld of a payee's payouts
         * @description Who: Operators.
         */
        get: operations["readTaxRate"];
        /**
         * Set what is withheld of a payee's payouts
         * @description From the oldest open month on; 0 withholds nothing. The same again changes nothing. Who says which version they have read overwrites no other one.
         *
         *     Who: Operators; nobody on their own payouts.
         */
        put: operations["setTaxRate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/months": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the months of the books
         * @description Every month from the first one of the books to the one that runs now.
         *
         *     Who: Operators.
         *
         *     Order: The newest first.
         */
        get: operations["listMonths"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/months/{month}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a month of the books
         * @description Its state, its sealed plan with the proofs, what was rejected, and what is due: as it was closed, or as it stands now.
         *
         *     Who: Operators.
         */
        get: operations["readMonth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/months/{month}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve the sealed plan
         * @description Starts the posting; a repeat starts it where the first approval broke off.
         *
         *     Who: Operators who put nothing into the month and are not paid by it; where there is none, see `GET /months/{month}/confirmations`.
         *
         *     Takes no `If-Match`: `plan_sha256` in the body is what was read.
         */
        post: operations["approveMonth"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/months/{month}/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what paying a month has sent, with links to the files for the bank
         * @description Who: Operators.
         *
         *     Order: By number, the first batch first.
         */
        get: operations["listBatches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/months/{month}/books": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the accounts of the house at the end of a month
         * @description Every account that holds something or has moved in the month, and the sum of all accounts, which is nothing in every currency.
         *
         *     Who: Operators.
         *
         *     Order: By currency, then by account.
         */
        get: operations["readBooks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/months/{month}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close a month
         * @description What keeps its trial balance from agreeing is told and kept.
         *
         *     Who: Operators.
         *
         *     Takes no `If-Match`: A closed month stays closed.
         */
        post: operations["closeMonth"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/months/{month}/confirmations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what operators and contributors have in the sealed plan
         * @description What they put in, what it pays them, and who has confirmed it. Not found before a plan is sealed.
         *
         *     Who: Operators.
         *
         *     Order: By member.
         */
        get: operations["listConfirmations"];
        put?: never;
        /**
         * Confirm what somebody else has in the sealed plan
         * @description Needed where nobody is free to approve; a new plan is confirmed anew.
         *
         *     Who: Operators, of anybody but themselves.
         *
         *     Takes no `If-Match`: `plan_sha256` in the body is what was read.
         */
        post: operations["confirmPart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/months/{month}/freeze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Freeze a month that has ended
         * @description It takes no more inputs. The month before is frozen already.
         *
         *     Who: Operators.
         *
         *     Takes no `If-Match`: A month is frozen once, whoever asks and however often.
         */
        post: operations["freezeMonth"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/months/{month}/pay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pay a posted month
         * @description May be asked for again: what has left leaves no second time, what was kept back before leaves now if it may. `waiting` holds the first hundred that stay due. Of a large month this pays the first part and goes on by itself.
         *
         *     Who: Operators.
         *
         *     Takes no `If-Match`: A payment leaves once, however often a month is paid.
         */
        post: operations["payMonth"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/months/{month}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Plan a frozen month and seal the plan
         * @description The same inputs give the same plan; a plan that is sealed already stays.
         *
         *     Who: Operators.
         *
         *     Takes no `If-Match`: A plan follows from the inputs alone, and a sealed one stays.
         */
        post: operations["planMonth"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/months/{month}/plans/{before}/diff/{after}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compare two plans of a month
         * @description Both by their number, rejected ones too: first the inputs that only one of them has, page by page, then the accounts whose numbers differ, with the reasons.
         *
         *     Who: Operators.
         *
         *     Order: Inputs by kind and subject, then accounts by name and currency.
         */
        get: operations["comparePlans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/months/{month}/post": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post the approved plan
         * @description What approving starts by itself, in one request. May be asked for again at any point: what is booked is not booked twice.
         *
         *     Who: Operators.
         *
         *     Takes no `If-Match`: Each part of the plan is booked once, whoever asks.
         */
        post: operations["postMonth"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/months/{month}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reject the plan of a month, or open a frozen one again
         * @description The month takes inputs again, and its next plan has the next number. What is rejected stays, with the reason.
         *
         *     Who: Operators.
         *
         *     Takes no `If-Match`: `plan_sha256` in the body, where it is sent, is what was read.
         */
        post: operations["rejectMonth"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/months/{month}/revenue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the revenue files of a month
         * @description Each with the report of what became of it.
         *
         *     Who: Operators.
         *
         *     Order: By when they were announced, the earliest first.
         */
        get: operations["listRevenue"];
        put?: never;
        /**
         * Announce a revenue file and get a link to send it to
         * @description The same key finds the same upload; a link that has ended before a file came is given anew. What became of the file stands in the list.
         *
         *     Who: Operators.
         */
        post: operations["announceRevenue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/months/{month}/revenue/{sha256}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take a revenue file back
         * @description By the SHA-256 of the decompressed bytes, as the report names it. The file counts no more, and may come again.
         *
         *     Who: Operators.
         *
         *     Takes no `If-Match`: The hash in the path is of the very bytes that are taken back.
         */
        delete: operations["withdrawRevenue"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/months/{month}/settlements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take in what the bank answers
         * @description The bank's own file: pain.002, or a table; either of them compressed by gzip. What is wrong with it is told line by line, and then nothing of it is taken.
         *
         *     Who: Operators.
         *
         *     Takes no `If-Match`: An answer of the bank moves a payment once.
         */
        post: operations["takeInBankAnswers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/months/{month}/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List every account of the sealed plan of a month
         * @description The payees, and with them the platform, suspense and prizes; with the proof of each currency.
         *
         *     Who: Operators.
         *
         *     Order: By account and currency, as the plan has them.
         */
        get: operations["listMonthStatements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator-words": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the words that wait for another operator's
         * @description Of awards, recording codes and matches that every operator is a party of.
         *
         *     Who: Operators.
         *
         *     Order: The one that waits for longest first.
         */
        get: operations["listOperatorWords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the payouts of a state
         * @description Of those that are due with the reason why they would not leave now. A page can be short, even empty; only `next` says whether there is more.
         *
         *     Who: Operators.
         *
         *     Order: Not sorted as a whole: in eight runs, each page of which has the oldest month first; read all pages and sort.
         */
        get: operations["listPayouts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payouts/{payout}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say what became of an attempt that the bank does not answer for
         * @description What a look-up has shown (`settle`, `return`), or that it is unknown (`lose`), which two operators have to say; why a returned one is tried again (`reopen`), or how one that no bank file takes was paid (`settle_by_hand`).
         *
         *     Who: Operators; nobody on their own payment.
         *
         *     Takes no `If-Match`: `attempt` in the body is the one that was looked at.
         */
        post: operations["reportPayout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List one's own reviews
         * @description All that the caller was ever given.
         *
         *     Who: Every member; whoever was given none reads an empty list.
         *
         *     Order: By when they were given, the oldest first.
         */
        get: operations["listMyReviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reviews/{review}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Enter the listening room of a review
         * @description With links to the preview and its waveform while there is something to listen to; what its reviewer plays counts from here on. Nothing in it names the composer or the writers.
         *
         *     Who: The reviewer; operators who oversee the brief may read along.
         */
        get: operations["enterListeningRoom"];
        /**
         * Deliver a review
         * @description Every failed rule is named at once, by its place; whether the text is copied from others is asked once all other rules are met. The same delivery again answers as the first did. Where two reviewers disagree, a third is sought at once.
         *
         *     Who: The reviewer.
         *
         *     Takes no `If-Match`: It is delivered once, by its reviewer alone; another one is refused.
         */
        put: operations["deliverReview"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reviews/{review}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decline a review
         * @description Within a day of the offer. The slot is free again, and another reviewer is sought at once; declining again changes nothing.
         *
         *     Who: The reviewer.
         *
         *     Takes no `If-Match`: A review is declined for ever, by its reviewer alone.
         */
        post: operations["declineReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reviews/{review}/dispute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Dispute a review
         * @description Once, within 14 days of its delivery; the same dispute again answers as the first did. The reviewer is notified, without the composer's name, and an operator decides.
         *
         *     Who: Who submitted the track.
         *
         *     Takes no `If-Match`: A review is disputed once; another dispute is refused.
         */
        post: operations["disputeReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reviews/{review}/dispute/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide a dispute
         * @description Upheld, the review is void: the version has the verdict of its other answers, or waits for another reviewer, who is sought at once. Where every operator is a party, two of them say the same: the first word waits for the second. Deciding the same again changes nothing.
         *
         *     Who: Operators who oversee the brief and are no party.
         *
         *     Takes no `If-Match`: It is decided once; a decision the other way is refused.
         */
        post: operations["decideDispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reviews/{review}/dispute/reply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reply to a dispute
         * @description Once, before it is decided; the same words again answer as the first did.
         *
         *     Who: The reviewer.
         *
         *     Takes no `If-Match`: There is one reply; other words are refused.
         */
        post: operations["replyToDispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reviews/{review}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Keep the draft of a review
         * @description Replaces the draft; whatever is left out is in it no more. It stands in the listening room until the review is delivered. The answer says of each rule of a delivery whether the draft meets it, and what is missing: with nothing missing, this very draft can be delivered.
         *
         *     Who: The reviewer.
         *
         *     Takes no `If-Match`: Only the reviewer writes it, and the draft sent last is the one kept.
         */
        put: operations["saveDraft"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reviews/{review}/heard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Report what was played of a track
         * @description Adds to what was heard. No more can be newly heard than there was time for since the first preview link and the last report; a report of more is refused whole, with `budget_ms` in the problem.
         *
         *     Who: The reviewer.
         *
         *     Takes no `If-Match`: A report adds to what was heard and takes nothing away.
         */
        put: operations["reportHeard"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reviews/{review}/markers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export the notes of a review as markers
         * @description A table for the region and marker manager of an audio workstation: number, text, start, end and length in seconds; in the order of time. A note about a range is a region (`R`) with end and length, any other one a marker (`M`) without; programs that know no regions have a marker where it begins. Once the review is delivered.
         *
         *     Who: The reviewer, who submitted the track.
         */
        get: operations["exportMarkers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reviews/{review}/reaction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * React to a review
         * @description Once; the same reaction again answers as the first did. The reviewer reads it without the composer's name.
         *
         *     Who: Who submitted the track.
         *
         *     Takes no `If-Match`: There is one reaction; another one is refused.
         */
        post: operations["reactToReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/suspense": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the money that waits for its track
         * @description What the newest sealed plan leaves waiting; each entry with the track that it was matched with since.
         *
         *     Who: Operators.
         *
         *     Order: By month, file and row.
         */
        get: operations["listSuspense"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/suspense/{entry}/match": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say which track the money of an entry belongs to
         * @description The track must have a split; the oldest open month moves the money. While that month is open, another track takes the place of the one that `instead_of` names.
         *
         *     Who: Operators; nobody who is paid by it.
         *
         *     Takes no `If-Match`: `instead_of` in the body is the match that was read.
         */
        post: operations["matchSuspense"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sweep": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Foresee what the sweep would do now
         * @description By the same lists and decisions, but for the briefs that the caller does not oversee. The list is made anew for each page: what is done meanwhile moves what follows. The caller takes no part any more in a brief that has not ended and of which the page shows them something.
         *
         *     Who: Operators.
         *
         *     Order: As the sweep would do it.
         */
        get: operations["previewSweep"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description An account of the ledger by its name: the id of the member whose it is, or `platform`, `suspense:…` and `prize:…` of the house.
         * @example mem_01ARZ3NDEKTSV4RRFFQ69G5FAV
         * @example platform
         */
        Account: string;
        /**
         * @description Whose money it is: only a payee is ever paid.
         *     - `payee`: What the studio owes a member.
         *     - `platform`: The studio's own share.
         *     - `suspense`: Money whose track is not known yet.
         *     - `prize`: What a client has deposited for a brief, until it is given out.
         * @enum {string}
         */
        AccountKind: "payee" | "platform" | "suspense" | "prize";
        /** @description How a level stands in time. */
        Activity: {
            /**
             * Format: date-time
             * @description When it falls without another approved track; null where nothing can fall.
             */
            falls_at: string | null;
            /**
             * Format: date-time
             * @description When a track of the member was approved last; null where none was.
             */
            last_approved_at: string | null;
            level_reached: components["schemas"]["StatusLevel"];
            /**
             * Format: date-time
             * @description When the member will be told that their level rests on old work; null once they were, and where nothing can fall.
             */
            told_at: string | null;
            /** @description What becomes of it, and what changes that; null where there is nothing to lose or to get back. */
            words: string | null;
        };
        /** @description A correction, from its proposal on. */
        Adjustment: {
            /** @description The posted month that it corrects. */
            adjusts: components["schemas"]["YearMonth"];
            /**
             * Format: date-time
             * @description When it was decided; null until then.
             */
            decided_at: string | null;
            /** @description The other operator; null until it is decided. */
            decided_by: components["schemas"]["MemberId"] | null;
            /** @description What it gives and takes, each account once a currency. */
            entries: components["schemas"]["AdjustmentEntry"][];
            /** @description Under which operators decide on it. */
            id: components["schemas"]["AdjustmentId"];
            /** @description The month that it is an input of; null until it is approved. */
            month: components["schemas"]["YearMonth"] | null;
            /**
             * Format: date-time
             * @description When it was proposed.
             */
            proposed_at: string;
            /** @description The operator who proposed it. */
            proposed_by: components["schemas"]["MemberId"];
            /** @description What it puts right, in the words of who proposed it. */
            reason: string;
            /** @description Whether it was decided, and how. */
            state: components["schemas"]["AdjustmentState"];
        };
        /** @description What an adjustment gives an account, or takes from it. */
        AdjustmentEntry: {
            /** @description A payee's, or the platform's. */
            account: components["schemas"]["Account"];
            /** @description What the account gets; what it loses where the amount is below zero. */
            money: components["schemas"]["Money"];
        };
        /**
         * @description A correction in the ledger.
         * @example adj_01ARZ3NDEKTSV4RRFFQ69G5FAV
         */
        AdjustmentId: string;
        /** @description One page of a list. */
        AdjustmentPage: {
            items: components["schemas"]["Adjustment"][];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /**
         * @description Where an adjustment stands.
         *     - `proposed`: One operator wants it.
         *     - `approved`: Another one agreed: it is an input of its month.
         *     - `declined`: It will not happen.
         * @enum {string}
         */
        AdjustmentState: "proposed" | "approved" | "declined";
        /** @description A correction that a second operator has agreed with. */
        AgreedAdjustment: {
            /** @description The posted month that it corrects. */
            adjusts: components["schemas"]["YearMonth"];
            /** @description Each account once a currency. */
            entries: components["schemas"]["AdjustmentEntry"][];
            /** @description Under which operators have decided on it. */
            id: components["schemas"]["AdjustmentId"];
            /** @description What it puts right, in the words of who proposed it. */
            reason: string;
        };
        /** @description The share that a writer has read and agrees with. */
        AgreedShare: {
            /** @description The share that was read: refused where it has changed since. */
            share_ppm?: number | null;
        };
        /**
         * @description An exact decimal of the major unit of its currency: no sign but `-`, a digit on both sides of the point, and at most 14 decimals. Never a JSON number.
         * @example 12.34
         * @example 0
         * @example -0.00000000000001
         */
        Amount: string;
        /** @description What an announcement is answered with. */
        AnnouncedReferenceMedium: {
            id: components["schemas"]["ReferenceMediumId"];
            state: components["schemas"]["ReferenceMediumState"];
            /** @description Where the file goes; null once it has landed, or the brief takes none any more. */
            upload: components["schemas"]["UploadLink"] | null;
        };
        /** @description An appeal and its answer. */
        Appeal: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            at: string;
            /** @description What an operator has said to it; null until they have. */
            decision: components["schemas"]["OperatorStatement"] | null;
            /** @description Whether the co-producer was taken back; null while it is not decided. */
            reinstated: boolean | null;
            words: components["schemas"]["Text"];
        };
        /** @description What an operator answers. */
        AppealDecision: {
            /** @description Whether the co-producer is taken back; else it stays as it is. */
            reinstate: boolean;
            words: components["schemas"]["Text"];
        };
        /** @description An application, as an operator and the applicant see it. */
        Application: {
            /**
             * Format: date-time
             * @description When the application was made.
             */
            applied_at: string;
            /**
             * Format: date-time
             * @description Until when an operator decides it; null while the trial waits for the applicant.
             */
            decide_by: string | null;
            /**
             * Format: date-time
             * @description When it was decided; null while it is not.
             */
            decided_at: string | null;
            /** @description What the operator said who has decided it; null until it is decided. */
            decision: components["schemas"]["Text"] | null;
            evidence: components["schemas"]["ComposerStanding"];
            id: components["schemas"]["ApplicationId"];
            member: components["schemas"]["MemberId"];
            /** @description Whether that takes longer than it may. */
            overdue: boolean;
            /** @description Which version of the studio's rules it was decided by. */
            policy_version: number;
            /** @description The last reminder that operators were sent; null before the first. */
            reminded: components["schemas"]["ApplicationReminder"] | null;
            state: components["schemas"]["ApplicationState"];
            /** @description For operators alone; for others it is empty. */
            trial: components["schemas"]["TrialPlace"][];
            /** @description What there was of the trial when it was decided; null until then. */
            trial_record: components["schemas"]["TrialRecord"] | null;
            /** @description Tracks of the trial; 0 where too few were marked, and an operator decides without them. */
            trial_tracks: number;
            /** @description What it still waits for; null once it is decided. */
            waits_for: string | null;
            /** @description What the applicant says for themselves; null where they said nothing. */
            words: components["schemas"]["Text"] | null;
        };
        /** @description What an operator decides, and says to the applicant. */
        ApplicationDecision: {
            /** @description Whether the application is accepted; else it is declined. */
            accept: boolean;
            /** @description Why, for the applicant. */
            words: components["schemas"]["Text"];
        };
        /**
         * @description An application to become a co-producer.
         * @example app_01ARZ3NDEKTSV4RRFFQ69G5FAV
         */
        ApplicationId: string;
        /** @description One page of a list. */
        ApplicationPage: {
            items: components["schemas"]["Application"][];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /**
         * @description What operators were reminded of an application that waits for them.
         *     - `waits`: There are two days left.
         *     - `overdue`: Their time is over; the applicant is told as well.
         * @enum {string}
         */
        ApplicationReminder: "waits" | "overdue";
        /**
         * @description Where an application stands.
         *     - `applied`: An operator has to decide.
         *     - `accepted`: An operator has taken the applicant on.
         *     - `declined`: An operator has refused it.
         * @enum {string}
         */
        ApplicationState: "applied" | "accepted" | "declined";
        /** @description Who is appointed. */
        Appointment: {
            /** @description A co-producer of the platform. */
            member: components["schemas"]["MemberId"];
        };
        /**
         * @description What somebody says who is asked for a slot.
         * @enum {string}
         */
        AskAnswer: "accepted" | "declined";
        /** @description A version's slots. */
        Assignment: {
            /** @description Which version it is, counted from 1. */
            version: number;
            brief: components["schemas"]["BriefId"];
            /** @description What an assignment now would say about the slots that are open. */
            open: components["schemas"]["OpenSlot"][];
            /** @description How many reviews it gets; 0 before a reviewer was found. */
            slot_count: number;
            /** @description In the order in which they were given. */
            slots: components["schemas"]["GivenSlot"][];
            /** @description How far the version has come. */
            state: components["schemas"]["VersionState"];
            track: components["schemas"]["TrackId"];
        };
        /** @description Why, without when anybody was last given something: that may have been in another brief. */
        AssignmentReason: {
            /** @description Whether the reviewer was asked beyond the roster and accepted. */
            accepted_ask: boolean;
            /** @description The best of those who could be chosen, the best first; 20 at most. */
            best: components["schemas"]["Candidate"][];
            /** @description Whether it is the reviewer of the version before. */
            continuity: boolean;
            /** @description Whom a rule kept from it, and which. */
            excluded: {
                [key: string]: components["schemas"]["Exclusion"];
            };
            /** @description The policy that decided. */
            policy_version: number;
            /** @description What came of the preference for a Senior or a Lead; null where there was none. */
            preference: components["schemas"]["Preference"] | null;
        };
        /**
         * @description The content type of an audio file, in either case and with any parameters: audio/wav, audio/x-wav, audio/wave, audio/vnd.wave, audio/aiff, audio/x-aiff, audio/flac, audio/x-flac, audio/mpeg, audio/mp3, audio/mp4, audio/x-m4a, audio/m4a or audio/ogg.
         * @example audio/wav
         * @example audio/flac
         * @example audio/mpeg
         * @example Audio/X-Wav; codec=1
         */
        AudioContentType: string;
        /**
         * @description The containers that are taken.
         *     - `wav`: Waveform Audio File Format.
         *     - `aiff`: Audio Interchange File Format.
         *     - `flac`: Free Lossless Audio Codec.
         *     - `mp3`: MPEG audio, layer III.
         *     - `m4a`: MPEG-4 audio: AAC or ALAC.
         *     - `ogg`: An Ogg container.
         * @enum {string}
         */
        AudioFormat: "wav" | "aiff" | "flac" | "mp3" | "m4a" | "ogg";
        /**
         * @description Whether a member takes on something new.
         *     - `available`: Takes new work.
         *     - `limited`: Only what they know already.
         *     - `away`: Takes no work.
         * @enum {string}
         */
        Availability: "available" | "limited" | "away";
        /** @description Whether the award of a track counts for the shares. */
        AwardFinding: {
            brief: components["schemas"]["BriefId"];
            /**
             * Format: date-time
             * @description When it was decided.
             */
            decided_at: string;
            decided_by: components["schemas"]["MemberId"];
            /** @description What other operators had said, where every one was a party. */
            first_words: components["schemas"]["OperatorWord"][];
            /** @description The first month that it counts for. */
            month: components["schemas"]["YearMonth"];
            /** @description Why it is void, or stands again, in the operator's words. */
            reason: string;
            track: components["schemas"]["TrackKey"];
            /** @description Whether the award is void. */
            void: boolean;
        };
        /** @description Whether the award of a track stands: while it is void, what the track earns waits. */
        AwardStanding: {
            /** @description From 1; the highest number counts. */
            number: number;
            /** @description In the words of the operator. */
            reason: string;
            /** @description The awarded one. */
            track: components["schemas"]["TrackKey"];
            /** @description Whether the award does not stand. */
            void: boolean;
        };
        /** @description What a payee has, in one currency. */
        Balance: {
            /** @description Carried into the next month. */
            balance: components["schemas"]["Money"];
            currency: components["schemas"]["Currency"];
            /** @description Booked to be paid out, and not paid yet. */
            due: components["schemas"]["FixedMoney"];
        };
        /** @description One page of a list. */
        BalancePage: {
            items: components["schemas"]["Balance"][];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /** @description A file of the bank's answers, and how many of its payments have not moved yet. */
        BankAnswerReport: {
            /** @description Which of the banks' formats it has. */
            format: string;
            /**
             * Format: date-time
             * @description When it was read.
             */
            loaded_at: string;
            /** @description The operator who sent it. */
            loaded_by: components["schemas"]["MemberId"];
            /** @description Whose payouts it answers. */
            month: components["schemas"]["YearMonth"];
            /** @description How many payouts are still on their way. */
            pending: number;
            /** @description How many are left to be done. */
            remaining_count: number;
            /** @description How many payouts came back. */
            returned: number;
            /** @description How many payouts have arrived. */
            settled: number;
            /** @description Of the file's bytes. */
            sha256: components["schemas"]["Sha256Hex"];
            /** @description How many of its lines name no payout of ours. */
            unknown: number;
        };
        /** @description A file for the bank. */
        BankFile: {
            /**
             * @description The format of the file.
             * @enum {string}
             */
            format: "pain.001" | "csv";
            currency: components["schemas"]["Currency"];
            file: components["schemas"]["ReadLink"];
            /** @description How many payments there are. */
            payments: number;
            sha256: components["schemas"]["Sha256Hex"];
        };
        /** @description A rate in hundredths of a percent, 10000 the whole. */
        BasisPoints: number;
        /** @description A batch of payments with its files for the bank. */
        Batch: {
            files: components["schemas"]["BankFile"][];
            /** @description The number, counted from 1. */
            number: number;
            /** @description How many payments there are. */
            payments: number;
        };
        /** @description One page of a list. */
        BatchPage: {
            items: components["schemas"]["Batch"][];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /** @description One account at the end of a month. */
        BookLine: {
            /** @description The name of the account, or of what is no account. */
            account: string;
            /** @description What the house owes on it, less than nothing where others owe the house. */
            balance: components["schemas"]["Amount"];
            /** @description What came onto it in the month. */
            credited: components["schemas"]["Amount"];
            /** @description Of all amounts in this row. */
            currency: components["schemas"]["Currency"];
            /** @description What went off it in the month. */
            debited: components["schemas"]["Amount"];
        };
        /** @description The accounts of the house. */
        Books: {
            items: components["schemas"]["BookLine"][];
            month: components["schemas"]["YearMonth"];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
            /** @description The sum of all accounts by currency, whichever of them are on this page. */
            trial_balance: components["schemas"]["Money"][];
        };
        /**
         * @description What is counted again when a month is closed.
         *     - `chunk`: The chunks that are booked.
         *     - `entry`: The entries of the accounts.
         *     - `counter_entry`: Entries and counter-entries together.
         *     - `balance`: The balances of the accounts.
         *     - `payout`: The payouts of what is owed.
         *     - `due`: What the movements leave due, against the payouts.
         *     - `trial_balance`: All accounts of the house together.
         * @enum {string}
         */
        BooksCheck: "chunk" | "entry" | "counter_entry" | "balance" | "payout" | "due" | "trial_balance";
        /** @description A brief as everybody sees it who may see it. */
        Brief: {
            /** @description Null while the award is under an embargo, but for its parties. */
            title: components["schemas"]["Title"] | null;
            /** @description From 1; raised by every amendment while it is open. */
            version: number;
            /** @description Why it was cancelled; null where it was not. */
            cancelled_because: components["schemas"]["Text"] | null;
            /**
             * Format: date-time
             * @description When entries ended; null where they have not.
             */
            closed_at: string | null;
            /** @description The one that reviews go by, where a newer one is proposed; null where that is `lexicon`, where none is confirmed, and where more than this brief is answered or it was changed. */
            confirmed_lexicon: components["schemas"]["Lexicon"] | null;
            /** @description How many co-producers are appointed if the owner appoints none. */
            coproducer_seats: number;
            /**
             * Format: date-time
             * @description When its draft was written.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When entries end at the latest.
             */
            deadline: string;
            /** @description How the master is to be delivered, in words; null where the client says nothing of it. */
            delivery: components["schemas"]["Text"] | null;
            /** @description How every file is to be; checked when it is taken in. Null where the client leaves it to the composers. */
            delivery_spec: components["schemas"]["DeliverySpec"] | null;
            /** @description The co-producers' share of the royalties that applies, set by the client or not. */
            effective_pool_ppm: number;
            /**
             * Format: date-time
             * @description Until when the credits of the award name no titles in public. Null where there is no date: those of a private brief then never do.
             */
            embargo_until: string | null;
            /**
             * Format: date-time
             * @description When it was delivered, lapsed or was cancelled; null until then.
             */
            ended_at: string | null;
            /** @description Genres, for the board and for choosing co-producers. */
            genre_tags: components["schemas"]["Tag"][];
            /** @description What would make a draft better, for its owner, where this brief alone is read. */
            hints: components["schemas"]["Hint"][];
            id: components["schemas"]["BriefId"];
            /** @description What it left without the promised answers. */
            left_unanswered: components["schemas"]["LeftUnanswered"][];
            /** @description The length asked for; null where any will do. */
            length: components["schemas"]["LengthRange"] | null;
            /** @description The newest one; null before the first, and where more than this brief is answered or it was changed. */
            lexicon: components["schemas"]["Lexicon"] | null;
            /** @description The number of the newest confirmed lexicon; null before the first. */
            lexicon_confirmed: number | null;
            /** @description The newest proposed lexicon, 0 before the first. */
            lexicon_version: number;
            /** @description What the client may do with what wins. */
            licence: components["schemas"]["LicenceTerms"];
            /** @description The adjectives that the lexicon translates. */
            mood_words: components["schemas"]["ShortText"][];
            /**
             * Format: date-time
             * @description When entries began; null before that.
             */
            opened_at: string | null;
            /** @description The client who posted it. */
            owner: components["schemas"]["MemberId"];
            /** @description The co-producers' share of the royalties; null where the client sets none and the studio's own applies. */
            pool_ppm: number | null;
            /** @description What the winner is paid once, apart from royalties; null where there is no prize. */
            prize: components["schemas"]["Money"] | null;
            /** @description Whether the studio has received the prize. */
            prize_funded: boolean;
            /**
             * Format: date-time
             * @description When it was decided that the client gets the prize back; null where they do not.
             */
            prize_returned_at: string | null;
            /** @description Who gets the prize; empty under an embargo, but for the parties. */
            prize_shares: components["schemas"]["PrizeShare"][];
            /** @description What the music is for. */
            production: components["schemas"]["ProductionKind"];
            /** @description Music like this. */
            references_like: components["schemas"]["ShortText"][];
            /** @description Music not like this. */
            references_not_like: components["schemas"]["ShortText"][];
            /** @description How many reviews each track gets. */
            reviews_per_track: number;
            /** @description What has won; null under an embargo, but for the parties of the award. */
            selected: components["schemas"]["Selection"] | null;
            /** @description Why this one, in the client's words; null under an embargo, but for the parties. */
            selected_because: components["schemas"]["Text"] | null;
            state: components["schemas"]["BriefState"];
            /** @description What it is for and how it should feel, in the client's words. */
            text: components["schemas"]["Text"];
            /**
             * Format: date-time
             * @description Until when further versions are announced; null until entries have ended.
             */
            versions_end_at: string | null;
            visibility: components["schemas"]["Visibility"];
        };
        /**
         * @description What ended a brief.
         *     - `awarded`: The client selected a version; the master may have been delivered since.
         *     - `cancelled`: It was called off: by its client, because the client leaves, or after a silence with  nobody to share the prize.
         *     - `lapsed`: The client stayed silent, and the prize was shared.
         * @enum {string}
         */
        BriefEnd: "awarded" | "cancelled" | "lapsed";
        /**
         * @description What a client asks for: a brief.
         * @example brf_01ARZ3NDEKTSV4RRFFQ69G5FAV
         */
        BriefId: string;
        /** @description One page of a list. */
        BriefPage: {
            items: components["schemas"]["Brief"][];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /**
         * @description Where a brief stands.
         *     - `draft`: Only its owner sees it.
         *     - `open`: Tracks are taken.
         *     - `judging`: No new tracks; the client listens.
         *     - `awarded`: A winner is selected.
         *     - `delivered`: The master has been handed over.
         *     - `lapsed`: The client stayed silent; the prize was shared.
         *     - `cancelled`: Called off with a reason; the prize was returned.
         * @enum {string}
         */
        BriefState: "draft" | "open" | "judging" | "awarded" | "delivered" | "lapsed" | "cancelled";
        /** @description The terms of one version, as they stood. */
        BriefVersion: {
            /** @description Null while the award is under an embargo, but for its parties. */
            title: components["schemas"]["Title"] | null;
            /** @description From 1. */
            version: number;
            /** @description The question whose answer amended the brief to this; null where it came about otherwise. */
            answers_question: components["schemas"]["QuestionId"] | null;
            brief: components["schemas"]["BriefId"];
            /** @description How many co-producers are appointed if the owner appoints none. */
            coproducer_seats: number;
            /**
             * Format: date-time
             * @description When entries end at the latest.
             */
            deadline: string;
            /** @description How the master is to be delivered, in words; null where the client says nothing of it. */
            delivery: components["schemas"]["Text"] | null;
            /** @description How every file is to be; checked when it is taken in. Null where the client leaves it to the composers. */
            delivery_spec: components["schemas"]["DeliverySpec"] | null;
            /** @description The co-producers' share of the royalties that applied, set by the client or not. */
            effective_pool_ppm: number;
            /**
             * Format: date-time
             * @description Until when the credits of the award name no titles in public. Null where there is no date: those of a private brief then never do.
             */
            embargo_until: string | null;
            /** @description Genres, for the board and for choosing co-producers. */
            genre_tags: components["schemas"]["Tag"][];
            /** @description The length asked for; null where any will do. */
            length: components["schemas"]["LengthRange"] | null;
            /** @description What the client may do with what wins. */
            licence: components["schemas"]["LicenceTerms"];
            /** @description The adjectives that the lexicon translates. */
            mood_words: components["schemas"]["ShortText"][];
            /** @description The co-producers' share of the royalties; null where the client sets none and the studio's own applies. */
            pool_ppm: number | null;
            /** @description What the winner is paid once, apart from royalties; null where there is no prize. */
            prize: components["schemas"]["Money"] | null;
            /** @description What the music is for. */
            production: components["schemas"]["ProductionKind"];
            /** @description Music like this. */
            references_like: components["schemas"]["ShortText"][];
            /** @description Music not like this. */
            references_not_like: components["schemas"]["ShortText"][];
            /** @description How many reviews each track gets. */
            reviews_per_track: number;
            /**
             * Format: date-time
             * @description Since when it holds, or held.
             */
            since: string;
            /** @description What it is for and how it should feel, in the client's words. */
            text: components["schemas"]["Text"];
            visibility: components["schemas"]["Visibility"];
        };
        /** @description One rule that the body or the query broke. */
        BrokenRule: {
            /** @description What is wrong there, in words for a person. */
            detail: string;
            /** @description Where: in a body a JSON pointer (RFC 6901), in a query `?name`; empty for the whole. */
            pointer: string;
            /** @description The id of the rule, which keeps its meaning for ever (`docs/rules.md`). */
            rule: string;
        };
        /**
         * @description Whether totals were corrected.
         *     - `applied`: At least one reviewer shares enough tracks with others.
         *     - `not_enough_shared_tracks`: Nobody does, so the raw totals rank.
         * @enum {string}
         */
        Calibration: "applied" | "not_enough_shared_tracks";
        /** @description Why a brief is cancelled. */
        Cancellation: {
            /** @description For everybody who takes part. */
            reason: components["schemas"]["Text"];
        };
        /** @description A candidate for a slot. */
        Candidate: {
            /** @description How many reviews of the brief they were given before. */
            load_in_brief: number;
            member: components["schemas"]["MemberId"];
        };
        /** @description A note on the version before, without who made it. */
        CarriedNote: {
            /** @description Whether the note says what to do, and where. */
            actionable: boolean;
            /** @description Whether the further version has addressed the note; null where nobody has said so yet. */
            addressed: boolean | null;
            /** @description Where in the track, from its beginning. */
            at_ms: number;
            /** @description What its author says after hearing this version; null until they have answered it. */
            confirmed: boolean | null;
            /** @description A note. */
            note: number;
            review: components["schemas"]["ReviewId"];
            text: components["schemas"]["ShortText"];
            /** @description Where the range ends that it is about, from the start of the version before; null for a point. */
            until_ms: number | null;
        };
        /**
         * @description A term of a brief that its client may change, as a notice names it.
         *     - `title`: The headline.
         *     - `production`: What kind of production it is for.
         *     - `text`: What it is for and how it should feel.
         *     - `mood_words`: The words that the lexicon translates.
         *     - `references`: Music like this.
         *     - `references_not_to_follow`: Music not like this.
         *     - `length`: How long the music is to be.
         *     - `delivery`: How the master is to be delivered.
         *     - `delivery_spec`: How every file is to be.
         *     - `genres`: The genres.
         *     - `deadline`: When entries end.
         *     - `embargo`: Until when credits name no titles in public.
         * @enum {string}
         */
        ChangedTerm: "title" | "production" | "text" | "mood_words" | "references" | "references_not_to_follow" | "length" | "delivery" | "delivery_spec" | "genres" | "deadline" | "embargo";
        /** @description What the client says to it, for everybody who takes part. */
        ClientAnswer: {
            /**
             * Format: date-time
             * @description When it was last written.
             */
            at: string;
            /** @description The version of the brief that was made by it; null where it did not amend the brief. */
            brief_version: number | null;
            /** @description What the client says. */
            text: components["schemas"]["Text"];
        };
        /** @description What the client thinks of a track. The newest word counts. */
        ClientRating: {
            /**
             * Format: date-time
             * @description When it was last said.
             */
            at: string;
            /** @description How much the client likes it. */
            stars: components["schemas"]["Score"];
            /** @description What the client says of it; null where they said nothing. */
            words: components["schemas"]["Text"] | null;
        };
        /** @description One track in the ranking. */
        ComparedTrack: {
            /** @description Whether the track was selected. */
            is_winner: boolean;
            /** @description One's latest total for it. */
            total_centistars: number;
            track: components["schemas"]["TrackId"];
        };
        /** @description How far a composer has come. */
        ComposerStanding: {
            /** @description How many tracks were approved. */
            approved: number;
            /** @description The highest level reached. */
            level: components["schemas"]["StatusLevel"];
            /** @description Mean total of the last ten verdicts, in hundredths of a star, rounded down; 0 before the first. */
            mean_of_last_ten_centistars: number;
            /** @description The sum of the points. */
            points: number;
            /** @description How many tracks were selected. */
            selected: number;
            /** @description How many tracks were shortlisted. */
            shortlisted: number;
        };
        /** @description Why a co-producer's work ends, as they are told. */
        ConductReason: {
            reason: components["schemas"]["Text"];
        };
        /** @description A writer agrees with their share of a track that has a split already. */
        Consent: {
            /** @description The writer's. */
            account: components["schemas"]["Account"];
            /** @description What the split is of. */
            track: components["schemas"]["TrackKey"];
        };
        /** @description What was put in. */
        ContributedInput: {
            /** @description The file of revenue that is meant. */
            revenue_file: {
                /** @description Of the file's decompressed bytes. */
                sha256: components["schemas"]["Sha256Hex"];
            };
        } | {
            decision: components["schemas"]["MonthDecision"];
        } | {
            split: {
                /** @description Which split of the track, from 1. */
                number: number;
                /** @description What is split. */
                track: components["schemas"]["TrackKey"];
            };
        };
        /** @description What a share of the pool was given for. */
        Coproduced: {
            /** @description Those of the payee. */
            reviews: components["schemas"]["ReviewId"][];
            /** @description Those that share the pool. */
            reviews_in_all: number;
        };
        /** @description Where a co-producer stands. */
        Coproducer: {
            /** @description Their appeal against the last decision; null where they have made none. */
            appeal: components["schemas"]["Appeal"] | null;
            /** @description Their latest application; null where they were named without one. */
            application: components["schemas"]["ApplicationId"] | null;
            /**
             * Format: date-time
             * @description By when an operator decides the application; null where none waits.
             */
            decide_by: string | null;
            /** @description What an operator said with the last decision; null where there was none since they applied or were named. */
            decision: components["schemas"]["OperatorStatement"] | null;
            /** @description Why they were named without an application; null where they applied. */
            founding_because: components["schemas"]["ShortText"] | null;
            member: components["schemas"]["MemberId"];
            /** @description How many reviews were delivered on probation. */
            probation_delivered: number;
            /**
             * Format: date-time
             * @description From when on they may apply again; null where they were not declined.
             */
            reapply_from: string | null;
            /**
             * Format: date-time
             * @description Since when.
             */
            since: string;
            /** @description How they stand as a co-producer; null until it is computed for the first time. */
            standing: components["schemas"]["CoproducerStanding"] | null;
            state: components["schemas"]["CoproducerState"];
        };
        /** @description What a notice says of a member's work as co-producer. */
        CoproducerNews: {
            application: components["schemas"]["ApplicationId"];
            /**
             * Format: date-time
             * @description Until when it is to be decided.
             */
            decide_by: string;
            /** @constant */
            step: "applied";
        } | {
            application: components["schemas"]["ApplicationId"];
            /** @constant */
            step: "trial_given";
            /** @description How many. */
            tracks: number;
        } | {
            application: components["schemas"]["ApplicationId"];
            /**
             * Format: date-time
             * @description Until when it is to be decided.
             */
            decide_by: string;
            /** @constant */
            step: "trial_over";
        } | {
            application: components["schemas"]["ApplicationId"];
            /** @constant */
            step: "overdue";
        } | {
            application: components["schemas"]["ApplicationId"];
            /** @constant */
            step: "accepted";
        } | {
            application: components["schemas"]["ApplicationId"];
            /** @constant */
            step: "declined";
        } | {
            /** @constant */
            step: "founding";
        } | {
            /**
             * Format: date-time
             * @description When it was over.
             */
            over_at: string;
            /** @constant */
            step: "probation_over";
        } | {
            /**
             * Format: date-time
             * @description When it was decided.
             */
            decided_at: string;
            state: components["schemas"]["CoproducerState"];
            /** @constant */
            step: "stopped";
        } | {
            /**
             * Format: date-time
             * @description When it was decided.
             */
            decided_at: string;
            state: components["schemas"]["CoproducerState"];
            /** @constant */
            step: "appealed";
        } | {
            /**
             * Format: date-time
             * @description When it was decided.
             */
            decided_at: string;
            /** @description Whether the co-producer was taken back. */
            reinstated: boolean;
            state: components["schemas"]["CoproducerState"];
            /** @constant */
            step: "appeal_answered";
        };
        /** @description One page of a list. */
        CoproducerPage: {
            items: components["schemas"]["Coproducer"][];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /** @description A co-producer's place on a brief. */
        CoproducerPlace: {
            /**
             * Format: date-time
             * @description When they got the place.
             */
            appointed_at: string;
            /** @description The client or the operator, to whoever appoints; null where the studio chose, and to the co-producer themselves. */
            appointed_by: components["schemas"]["MemberId"] | null;
            brief: components["schemas"]["BriefId"];
            /**
             * Format: date-time
             * @description When they left the brief; null while they have not.
             */
            left_at: string | null;
            /** @description The co-producer. */
            member: components["schemas"]["MemberId"];
        };
        /** @description A co-producer's standing with its four parts, each explained. */
        CoproducerStanding: {
            /** @description What was answered on probation, beside what the versions were given. */
            paired: components["schemas"]["PairedAnswers"];
            parts: components["schemas"]["Part"][];
            /** @description Which version of the studio's rules it was decided by. */
            policy_version: number;
            /** @description The sum of the parts: 0 to 1000. */
            total: number;
        };
        /**
         * @description Where a co-producer stands.
         *     - `applied`: An operator has to decide.
         *     - `declined`: An operator has refused the application.
         *     - `probation`: The first reviews are paired with an active co-producer's.
         *     - `active`: Reviews, and each answer counts for the verdict.
         *     - `suspended`: Paused by an operator.
         *     - `revoked`: Ended by an operator.
         * @enum {string}
         */
        CoproducerState: "applied" | "declined" | "probation" | "active" | "suspended" | "revoked";
        /**
         * @description A country by the two capital letters of ISO 3166-1.
         * @example FI
         */
        Country: string;
        /** @description What a composer has achieved. */
        Counts: {
            /** @description How many tracks were approved. */
            approved: number;
            /** @description How many credits there are. */
            credits: number;
            /** @description How many tracks were selected. */
            selected: number;
            /** @description How many tracks were on a shortlist. */
            shortlisted: number;
        };
        /** @description A credit; its titles are left out where they are not for everybody. */
        Credit: {
            /**
             * Format: date-time
             * @description When the brief was awarded.
             */
            awarded_at: string;
            brief: components["schemas"]["BriefId"];
            /** @description What the brief is called; null where `redacted` keeps it from everybody but the member. */
            brief_title: components["schemas"]["Title"] | null;
            /**
             * Format: date-time
             * @description Until when the winner is not named; null where there is no embargo.
             */
            embargo_until: string | null;
            id: components["schemas"]["CreditId"];
            member: components["schemas"]["MemberId"];
            production: components["schemas"]["ProductionKind"];
            /** @description What may be said of it whatever is kept back. */
            public_line: string;
            /** @description Whether names and titles are taken out. */
            redacted: boolean;
            role: components["schemas"]["CreditRole"];
            /** @description What its holder may give out: it leads to the credit under an embargo too. Null but in the member's own list. */
            share_link: string | null;
            state: components["schemas"]["CreditState"];
            track: components["schemas"]["TrackId"];
            /** @description What the track is called; null where `redacted` keeps it from everybody but the member. */
            track_title: components["schemas"]["Title"] | null;
            /** @description In which the brief was awarded, in UTC. */
            year: number;
        };
        /**
         * @description A credit in a portfolio.
         * @example crd_01ARZ3NDEKTSV4RRFFQ69G5FAV
         */
        CreditId: string;
        /** @description One page of a list. */
        CreditPage: {
            items: components["schemas"]["Credit"][];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /**
         * @description What somebody is credited for.
         *     - `composer`: Submitted the selected track.
         *     - `writer`: Wrote it with them.
         *     - `coproducer`: Delivered a review on the awarded brief.
         * @enum {string}
         */
        CreditRole: "composer" | "writer" | "coproducer";
        /**
         * @description Whether a credit holds.
         *     - `stands`: The award that it is for stands.
         *     - `withdrawn`: That award was found void.
         * @enum {string}
         */
        CreditState: "stands" | "withdrawn";
        /**
         * @description A currency that the studio pays in, by its code of ISO 4217.
         * @enum {string}
         */
        Currency: "AUD" | "BRL" | "CAD" | "CHF" | "DKK" | "EUR" | "GBP" | "JPY" | "KWD" | "NOK" | "PLN" | "SEK" | "USD";
        /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
        Cursor: string;
        /**
         * Format: date
         * @description A day of the calendar, as `YYYY-MM-DD`.
         * @example 2026-03-01
         */
        Day: string;
        /** @description What an operator's word has led to. */
        DecidedDispute: {
            /**
             * Format: date-time
             * @description When it was decided; null while it is not.
             */
            decided_at: string | null;
            /** @description What operators have said who are all parties of it, beside the decision if there is one. */
            first_words: components["schemas"]["OperatorWord"][];
            /**
             * Format: date-time
             * @description When the dispute was raised.
             */
            raised_at: string;
            /** @description What the composer says. */
            reason: components["schemas"]["Text"];
            /**
             * Format: date-time
             * @description When the reviewer replied; null while they have not.
             */
            replied_at: string | null;
            /** @description What the reviewer says to it; null until they have. */
            reply: components["schemas"]["Text"] | null;
            /** @description Whether it was decided, and how. */
            state: components["schemas"]["DisputeState"];
            /** @description What the operator says who has decided it; null until it is decided. */
            words: components["schemas"]["Text"] | null;
        };
        /**
         * @description Why a reviewer does not want a track.
         *     - `knows_the_composer`: They hear who made it, or are close to somebody who did.
         *     - `no_time`: They have no time now.
         *     - `not_my_music`: It is music that they cannot judge.
         *     - `cannot_play`: They cannot play it.
         *     - `other`: Anything else; then words say what.
         * @enum {string}
         */
        DeclineReason: "knows_the_composer" | "no_time" | "not_my_music" | "cannot_play" | "other";
        /** @description What a reviewer says who does not want a track. */
        Declined: {
            /** @description Why the reviewer does not want it. */
            reason: components["schemas"]["DeclineReason"];
            /** @description In their own words, read by operators only; null where they said none. */
            words: components["schemas"]["ShortText"] | null;
        };
        /** @description A delivered review. */
        DeliveredReview: {
            /** @description Which version it is, counted from 1. */
            version: number;
            brief: components["schemas"]["BriefId"];
            /** @description The version of the brief that was judged by. */
            brief_version: number;
            /** @description `former member` in place of a reviewer who has left for good, whose answer stays; null for all others. */
            by: string | null;
            /**
             * @description For each of the reviewer's own notes on the version before, in their order: whether this version has addressed it.
             * @default []
             */
            confirmed: boolean[];
            /** @description The total without the brief fit, in hundredths of a star. */
            craft_centistars: number;
            /**
             * Format: date-time
             * @description When it was delivered.
             */
            delivered_at: string;
            /** @description What the composer objects to, and what was said to that; null where they do not, and for other reviewers. */
            dispute: components["schemas"]["Dispute"] | null;
            /** @description The personal answer. */
            feedback: components["schemas"]["Feedback"];
            id: components["schemas"]["ReviewId"];
            /** @description The lexicon that was judged by; null where none was confirmed. */
            lexicon_version: number | null;
            /** @description Whether that was in time. */
            on_time: boolean;
            /** @description The policy it was checked under. */
            policy_version: number;
            /** @description Whether it is a probation reviewer's, which does not count for the verdict. */
            probation: boolean;
            /** @description What the composer said to it; null where nothing, and for other reviewers. */
            reaction: components["schemas"]["Reaction"] | null;
            /** @description Who listened; null for those who may not know. */
            reviewer: components["schemas"]["MemberId"] | null;
            /** @description The five scores. */
            scores: components["schemas"]["Scores"];
            /** @description How far the composer's own scores were above these; null where they gave none, and for everybody else. */
            self_score_gap: components["schemas"]["SelfScoreGap"] | null;
            state: components["schemas"]["ReviewState"];
            /** @description The weighted total in hundredths of a star. */
            total_centistars: number;
            track: components["schemas"]["TrackId"];
            /** @description Where a track that is off this brief may be on brief. */
            try_these: components["schemas"]["SimilarBrief"][];
            /** @description What the reviewer wants to become of the version. */
            verdict: components["schemas"]["Verdict"];
        };
        /** @description One page of a list. */
        DeliveredReviewPage: {
            items: components["schemas"]["DeliveredReview"][];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /** @description A submission that passed every rule. */
        Delivery: {
            /**
             * @description For each of the reviewer's own notes on the version before, in their order: whether this version has addressed it.
             * @default []
             */
            confirmed: boolean[];
            /** @description The total without the brief fit, in hundredths of a star. */
            craft_centistars: number;
            /**
             * Format: date-time
             * @description When it was delivered.
             */
            delivered_at: string;
            /** @description The personal answer. */
            feedback: components["schemas"]["Feedback"];
            /** @description Whether that was in time. */
            on_time: boolean;
            /** @description The policy it was checked under. */
            policy_version: number;
            /** @description The five scores. */
            scores: components["schemas"]["Scores"];
            /** @description The weighted total in hundredths of a star. */
            total_centistars: number;
            /** @description What the reviewer wants to become of the version. */
            verdict: components["schemas"]["Verdict"];
        };
        /** @description How a client wants the file. What is left out is the composer's choice. */
        DeliverySpec: {
            /** @description Exactly so many channels; null where any will do. */
            channels: number | null;
            /** @description The containers that are taken; every one where the list is empty. */
            formats: components["schemas"]["AudioFormat"][];
            /** @description The integrated loudness, both ends included; null where any will do. */
            loudness: components["schemas"]["LoudnessWindow"] | null;
            /** @description True peak in hundredths of a dBTP, at most; null where any will do. */
            max_true_peak_centi_dbtp: number | null;
            /** @description Bits of one sample, at least; says nothing about codecs without a fixed number. Null where any will do. */
            min_bits: number | null;
            /** @description Samples per second and channel, at least; null where any will do. */
            min_sample_rate_hz: number | null;
        };
        /** @description A member as the directory names them. */
        DirectoryMember: {
            /** @description The name that the member goes by; null where they have said none. */
            display_name: components["schemas"]["Title"] | null;
            genre_tags: components["schemas"]["Tag"][];
            id: components["schemas"]["MemberId"];
            /** @description How far the member has come; null where they do not want it shown. */
            level: components["schemas"]["StatusLevel"] | null;
            links: components["schemas"]["HttpsLink"][];
        };
        /** @description One page of a list. */
        DirectoryMemberPage: {
            items: components["schemas"]["DirectoryMember"][];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /** @description A composer's objection, without their name, and what became of it. */
        Dispute: {
            /**
             * Format: date-time
             * @description When it was decided; null while it is not.
             */
            decided_at: string | null;
            /**
             * Format: date-time
             * @description When the dispute was raised.
             */
            raised_at: string;
            /** @description What the composer says. */
            reason: components["schemas"]["Text"];
            /**
             * Format: date-time
             * @description When the reviewer replied; null while they have not.
             */
            replied_at: string | null;
            /** @description What the reviewer says to it; null until they have. */
            reply: components["schemas"]["Text"] | null;
            /** @description Whether it was decided, and how. */
            state: components["schemas"]["DisputeState"];
            /** @description What the operator says who has decided it; null until it is decided. */
            words: components["schemas"]["Text"] | null;
        };
        /**
         * @description Where a dispute stands.
         *     - `raised`: An operator has to decide.
         *     - `upheld`: The composer is right: the review is voided.
         *     - `dismissed`: The review stays as it is.
         * @enum {string}
         */
        DisputeState: "raised" | "upheld" | "dismissed";
        /** @description An answer that is still being written: whatever of it there is. */
        Draft: {
            /** @description For each of the reviewer's own notes on the version before, in their order: whether this version has addressed it. */
            confirmed: boolean[];
            /** @description The letter so far. */
            feedback: components["schemas"]["DraftFeedback"];
            /** @description The scores so far. */
            scores: components["schemas"]["DraftScores"];
            /** @description The verdict; null while there is none. */
            verdict: components["schemas"]["Verdict"] | null;
        };
        /** @description A letter that is still being written. */
        DraftFeedback: {
            /** @description The word of the lexicon that the fit score is about; null while there is none. */
            fit_term: components["schemas"]["ShortText"] | null;
            /** @description Remarks at places in the track. */
            notes: components["schemas"]["Note"][];
            /** @description Why it is not approved; null while there is no reason. */
            reason: components["schemas"]["ReasonCode"] | null;
            /** @description What is good about it, one line each. */
            strengths: components["schemas"]["ShortText"][];
            /** @description The letter itself; null while there is none. */
            text: components["schemas"]["Text"] | null;
        };
        /** @description Those of the five scores that are set. */
        DraftScores: {
            /** @description How well it answers the brief; null while it is not set. */
            brief_fit: components["schemas"]["Score"] | null;
            /** @description Melody, harmony, form; null while it is not set. */
            composition: components["schemas"]["Score"] | null;
            /** @description Whether it comes as asked; null while it is not set. */
            delivery: components["schemas"]["Score"] | null;
            /** @description How much of its own it has; null while it is not set. */
            originality: components["schemas"]["Score"] | null;
            /** @description Sound and mix; null while it is not set. */
            production: components["schemas"]["Score"] | null;
        };
        /**
         * @description What the sweep would do.
         *     - `take_in_upload`: Look for the file of a reservation and take it in.
         *     - `expire_upload`: The same, and end the reservation if the file is not there.
         *     - `clear_reference_medium`: Delete the files of a reference medium that its client took away.
         *     - `expire_review`: End a review that is late.
         *     - `release_review`: Release the reviewer of a brief that has ended.
         *     - `finish_follow_up`: Do what a decision left to be done.
         *     - `appoint_successor`: Appoint others to a brief whose co-producers all may review no more.
         *     - `compare_piece`: Compare a version with the studio's pieces.
         *     - `assign_review`: Give a slot to a reviewer.
         *     - `start_review`: Start the time of a review that waited in its reviewer's queue.
         *     - `ask_platform`: Ask co-producers of the platform for a slot that the roster cannot answer.
         *     - `label_unanswered`: Say of a slot that nobody could be found for it.
         *     - `close_brief`: End the entries of a brief.
         *     - `remind_client`: The client is reminded that entrants wait for a decision.
         *     - `lapse_brief`: The brief lapses, since the client stays silent.
         *     - `abandon_draft`: Call off a draft that was never opened.
         *     - `send_reminder`: Remind somebody of a deadline that is near.
         *     - `hand_over_application`: Give operators their time for an application of whose trial nothing is left to answer.
         *     - `remind_operators`: Remind operators of an application.
         *     - `proceed_with_erasure`: Go on with an erasure.
         *     - `derive_points`: Derive the points of the last two days again.
         *     - `load_revenue`: Look for a revenue file and load it.
         * @enum {string}
         */
        DueAction: "take_in_upload" | "expire_upload" | "clear_reference_medium" | "expire_review" | "release_review" | "finish_follow_up" | "appoint_successor" | "compare_piece" | "assign_review" | "start_review" | "ask_platform" | "label_unanswered" | "close_brief" | "remind_client" | "lapse_brief" | "abandon_draft" | "send_reminder" | "hand_over_application" | "remind_operators" | "proceed_with_erasure" | "derive_points" | "load_revenue";
        /** @description One thing that is due. */
        DueItem: {
            /** @description What the sweep would do. */
            action: components["schemas"]["DueAction"];
            /** @description What it is about; null where it is about no brief. */
            brief: components["schemas"]["BriefId"] | null;
            /** @description The id of what it happens to; of a slot `track/version/slot`. */
            subject: string;
        };
        /** @description A remark of this reviewer's about the version before. */
        EarlierNote: {
            /** @description Whether the note says what to do, and where. */
            actionable: boolean;
            /** @description What the composer says became of it; null where they have said nothing. */
            addressed: boolean | null;
            /** @description Where, from the start of the version before; of a range, where it begins. */
            at_ms: number;
            /** @description What was remarked. */
            text: components["schemas"]["ShortText"];
            /** @description Where the range ends, from the start of the version before; null for a point. */
            until_ms: number | null;
        };
        /**
         * @description Which of two pieces was taken in first.
         *     - `piece`: `piece` was there first.
         *     - `like`: `like` was there first.
         * @enum {string}
         */
        EarlierPiece: "piece" | "like";
        /** @description What a composer has open, and how much they may have. */
        Entries: {
            /** @description Those that take the places. */
            items: components["schemas"]["EntryStanding"][];
            /** @description The level that gives `max`. */
            level: components["schemas"]["StatusLevel"];
            /** @description The most that there may be. */
            max: number;
            /** @description What is open. */
            open: number;
            /** @description How many entries of one brief may be open. */
            per_brief: number;
        };
        /** @description An entry that is open, with what it waits for. */
        EntryStanding: {
            /** @description What was entered. */
            brief: components["schemas"]["BriefId"];
            /**
             * Format: date-time
             * @description Until when its brief takes tracks; it ends after that.
             */
            deadline: string;
            /**
             * Format: date-time
             * @description When the link for its first file stops working; null once that file has come.
             */
            link_ends_at: string | null;
            /**
             * Format: date-time
             * @description When the place was reserved.
             */
            since: string;
            /** @description What it was entered with. */
            track: components["schemas"]["TrackId"];
        };
        /** @description How far an erasure is, as its member sees it. */
        Erasure: {
            /**
             * Format: date-time
             * @description Since when the token is refused; null while it is not.
             */
            closed_at: string | null;
            /**
             * Format: date-time
             * @description Until when all of it is done.
             */
            erase_by: string;
            /**
             * Format: date-time
             * @description When everything was erased; null while it is not.
             */
            erased_at: string | null;
            /** @description What is left to be done, in its order. */
            left: components["schemas"]["ErasureStepReason"][];
            member: components["schemas"]["MemberId"];
            /**
             * Format: date-time
             * @description When it was asked for.
             */
            requested_at: string;
            state: components["schemas"]["ErasureState"];
            /** @description Where this can be read without a token. */
            status_path: string;
            /** @description What it has to wait for; null where nothing keeps it. */
            waits_for: components["schemas"]["ErasureWait"] | null;
        };
        /**
         * @description Why an erasure is not done, for an operator: the kind alone, nothing of what the member owns.
         *     - `sweep`: The sweep has not come by yet.
         *     - `judged_briefs`: A brief of the member is still judged, or has to lapse.
         *     - `unposted_earnings`: What they have earned is in a month that is not posted.
         *     - `open_balance`: The books hold something for them, or it is due and not booked as paid.
         *     - `token`: The token is refused; what was begun with it runs out.
         * @enum {string}
         */
        ErasureReason: "sweep" | "judged_briefs" | "unposted_earnings" | "open_balance" | "token";
        /** @description What an operator sees in order to help: kinds, no sums and no briefs. */
        ErasureReasons: {
            /**
             * Format: date-time
             * @description Until when everything is erased.
             */
            erase_by: string;
            member: components["schemas"]["MemberId"];
            reasons: components["schemas"]["ErasureReason"][];
            /**
             * Format: date-time
             * @description When it was asked for.
             */
            requested_at: string;
            state: components["schemas"]["ErasureState"];
        };
        /**
         * @description Where an erasure stands.
         *     - `requested`: Asked for; what is open is being ended, or money is waited for.
         *     - `closing`: Nothing is open; the token is refused, and what is under way runs out.
         *     - `erased`: All is done.
         * @enum {string}
         */
        ErasureState: "requested" | "closing" | "erased";
        /**
         * @description What an erasure still has to do, in this order.
         *     - `entries`: What the member entered and was not bought is taken back.
         *     - `reviews`: What they were given to hear goes to others.
         *     - `briefs`: Their own briefs are called off, decided or lapse.
         *     - `balance`: What the studio owes them is paid out.
         *     - `token`: Their token is refused everywhere.
         *     - `data`: Profile, audio, drafts, notices and words are taken away.
         * @enum {string}
         */
        ErasureStep: "entries" | "reviews" | "briefs" | "balance" | "token" | "data";
        /** @description One step, in a word and in words. */
        ErasureStepReason: {
            /** @description Why it is left, in a sentence. */
            because: string;
            step: components["schemas"]["ErasureStep"];
        };
        /**
         * @description What an erasure may have to wait for.
         *     - `sweep`: The sweep has not come by yet.
         *     - `briefs`: A brief of the member is still judged, or has to lapse: its composers wait for an  answer.
         *     - `balance`: Money is still owed to the member or not booked as paid, or what they have earned  already is in a month that is not posted.
         *     - `token`: The token is refused; what was begun with it runs out.
         * @enum {string}
         */
        ErasureWait: "sweep" | "briefs" | "balance" | "token";
        /**
         * @description Why somebody is not given a version.
         *     - `inactive`: Suspended, revoked or gone from the brief.
         *     - `away`: Away, or available only for what they know already.
         *     - `probation`: On probation: only beside an active co-producer.
         *     - `author`: Wrote it, or has ever known of an invitation to.
         *     - `partner`: Has written something with its composer.
         *     - `reciprocal`: Its composer has something of theirs to review, or had within 30 days.
         *     - `barred`: Posted the brief, is invited to enter it, has left its roster, or has looked into it as an  operator.
         *     - `entered_brief`: Has a track of their own in the brief.
         *     - `relinquished`: Declined this track or let it expire.
         *     - `hearing_it`: Has another slot of this version.
         *     - `enough_today`: Has had enough for today.
         *     - `reviewed_lately`: Reviewed this composer lately, and somebody else can.
         *     - `timers_full`: All their deadline timers are running, and another reviewer's are not.
         *     - `level_preferred`: A Senior for the tie-break, or a Lead for the pairing, was preferred.
         *     - `declined_ask`: Was asked for this slot beyond the roster, and declined.
         *     - `no_answer`: Was asked for this slot beyond the roster, and has not answered.
         *     - `not_asked`: Could have been asked, and was not in the time that there was.
         * @enum {string}
         */
        Exclusion: "inactive" | "away" | "probation" | "author" | "partner" | "reciprocal" | "barred" | "entered_brief" | "relinquished" | "hearing_it" | "enough_today" | "reviewed_lately" | "timers_full" | "level_preferred" | "declined_ask" | "no_answer" | "not_asked";
        /** @description The personal answer to a composer. */
        Feedback: {
            /** @description The word of the lexicon that the fit score is about; null where the reviewer names none. */
            fit_term: components["schemas"]["ShortText"] | null;
            /** @description What stands out, and where. */
            notes: components["schemas"]["Note"][];
            /** @description Why it is not approved; null where the reviewer names no reason. */
            reason: components["schemas"]["ReasonCode"] | null;
            /** @description What is good about it, one line each. */
            strengths: components["schemas"]["ShortText"][];
            /** @description The letter itself. */
            text: components["schemas"]["Text"];
        };
        /** @description A word that waits for another operator's, in a matter that has every operator as a party. */
        FirstWord: {
            /** @description All that wait on the matter: the caller's, and those of others that do not say the same. */
            first_words: components["schemas"]["OperatorWord"][];
            /** @description The caller. */
            said_by: components["schemas"]["MemberId"];
            /** @description What has to follow, in words. */
            waits_for: string;
        };
        /** @description Money with exactly the decimals of its currency. */
        FixedMoney: {
            /** @description With all decimals of the currency, and no more. */
            amount: components["schemas"]["Amount"];
            currency: components["schemas"]["Currency"];
        };
        /** @description What a line of a statement leads to: revenue lines, or why there are none. */
        FollowedLine: components["schemas"]["Trace"] | components["schemas"]["Untraced"];
        /** @description Why this member is trusted from the beginning. */
        FoundingReason: {
            reason: components["schemas"]["ShortText"];
        };
        /** @description What was said to a request that nothing follows from. */
        GivenAskAnswer: {
            /** @description What the member has said. */
            answer: components["schemas"]["AskAnswer"];
        };
        /** @description One attempt at one slot. */
        GivenSlot: {
            /** @description Which of the reviewers who were sought for it, from 1. */
            attempt: number;
            /**
             * Format: date-time
             * @description Null while the deadline timer does not run yet.
             */
            due_at: string | null;
            /**
             * Format: date-time
             * @description When it was answered, given back or voided; null until then.
             */
            ended_at: string | null;
            /** @description Which of the version's answers, from 1; 0 is that of a reviewer on probation, which does not count. */
            number: number;
            review: components["schemas"]["ReviewId"];
            reviewer: components["schemas"]["MemberId"];
            state: components["schemas"]["SlotState"];
            /** @description Why this reviewer. */
            why: components["schemas"]["AssignmentReason"];
        };
        /** @description What has been heard so far, and how much more is needed. */
        Heard: {
            /** @description How much can be reported as newly heard now, in milliseconds; it grows by a second a second. */
            budget_ms: number;
            /** @description The part of the track that was heard. */
            heard_bp: number;
            /** @description How much was heard, each part once. */
            heard_ms: number;
            /** @description The stretches heard, sorted and apart from each other. */
            intervals: components["schemas"]["Interval"][];
            /** @description How much must still be heard, in milliseconds, before the review can be delivered. */
            missing_ms: number;
            /** @description The part of the track that must be heard before the review can be delivered. */
            needed_bp: number;
        };
        /** @description What a player has played. */
        HeardReport: {
            /** @description What was played at its own speed; what was heard before may stand in it. */
            intervals: {
                /** @description Its first millisecond. */
                from_ms: number;
                /** @description The first millisecond after it. */
                to_ms: number;
            }[];
        };
        /** @description A role that a member has. */
        HeldRole: {
            /** @description Who gave it: the issuer of the token that said so. */
            by: string;
            /** @description What the member may do. */
            role: components["schemas"]["Role"];
            /**
             * Format: date-time
             * @description When the studio first learned of it; anew where it was lost in between.
             */
            since: string;
        };
        /** @description Something that would make a draft better. */
        Hint: {
            /** @description The field of the terms. */
            field: string;
            /** @description What to do, and why. */
            hint: string;
        };
        /** @description A hold with its version. */
        Hold: {
            /** @description How often it was written: `If-Match: "v2"` changes the second version alone. */
            version: number;
            /** @description Who is not paid. */
            member: components["schemas"]["MemberId"];
            /**
             * Format: date-time
             * @description When it was placed.
             */
            placed_at: string;
            /** @description The operator who placed it. */
            placed_by: components["schemas"]["MemberId"];
            /** @description In the words of the operator who placed it. */
            reason: string;
            /** @description Who let the payouts go again, and why; null while it holds. */
            released: components["schemas"]["HoldRelease"] | null;
            /**
             * Format: date
             * @description When somebody looks at it again.
             */
            review_on: string;
        };
        /** @description One page of a list. */
        HoldPage: {
            items: components["schemas"]["Hold"][];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /**
         * @description Why a payout stays due although the month is being paid.
         *     - `held`: An operator holds the member's payouts.
         *     - `no_account`: There is nowhere to pay it to in this currency.
         *     - `account_changed`: The account was changed less than 72 hours ago.
         *     - `outside_sepa`: The account is in a country that a SEPA credit transfer does not reach.
         *     - `not_writable`: No bank file takes it as it is: the amount is above what one payment may be.
         *     - `nothing_to_send`: All of it is withheld, so there is nothing to send.
         *     - `own_decision`: Who pays has decided alone that it is tried again: two must want a second payment.
         *     - `own_matter`: It is the payment of who pays: another operator sends it.
         * @enum {string}
         */
        HoldReason: "held" | "no_account" | "account_changed" | "outside_sepa" | "not_writable" | "nothing_to_send" | "own_decision" | "own_matter";
        /** @description The end of a hold. */
        HoldRelease: {
            /** @description In the words of the operator who ended it. */
            reason: string;
            /**
             * Format: date-time
             * @description When it was ended.
             */
            released_at: string;
            /** @description The operator who ended it. */
            released_by: components["schemas"]["MemberId"];
        };
        /**
         * Format: uri
         * @description An address that begins with https:// and names a host with a dot, in visible ASCII characters: neither a user nor an address in numbers.
         * @example https://ada.example/reel
         */
        HttpsLink: string;
        /**
         * @description An IBAN (ISO 13616), with single spaces between its groups or without, in either case. Its country, length, structure and check digits belong together.
         * @example FI2112345600000785
         * @example FI21 1234 5600 0007 85
         */
        Iban: string;
        /**
         * @description What a plan depends on.
         *     - `previous_plan`: The plan of the month before.
         *     - `file`: A file of revenue.
         *     - `split`: How a track is shared out.
         *     - `isrc`: The recording code of a track.
         *     - `adjustment`: An approved adjustment.
         *     - `tax_rate`: The rate of withholding tax of a payee.
         *     - `consent`: A writer's word on their share.
         *     - `void_award`: Whether an award is void.
         *     - `match`: The track that an entry of suspense belongs to.
         *     - `prize`: The prize of a brief.
         *     - `payout_request`: A wish of a payee to be paid below the minimum.
         * @enum {string}
         */
        InputKind: "previous_plan" | "file" | "split" | "isrc" | "adjustment" | "tax_rate" | "consent" | "void_award" | "match" | "prize" | "payout_request";
        /** @description A played stretch of a track, in milliseconds from its start; the end is not included. */
        Interval: {
            /** @description Its first millisecond. */
            from_ms: number;
            /** @description The first millisecond after it. */
            to_ms: number;
        };
        /** @description A composer who is invited to a brief, and what they say to it. */
        Invitation: {
            /**
             * Format: date-time
             * @description When the composer last answered; null until they have.
             */
            answered_at: string | null;
            /** @description Whether the studio found them by itself when the brief opened. */
            automatic: boolean;
            /** @description What the member is invited to. */
            brief: components["schemas"]["BriefId"];
            /**
             * Format: date-time
             * @description When it was sent.
             */
            invited_at: string;
            /** @description Who has invited them. */
            invited_by: components["schemas"]["MemberId"];
            /** @description Who is invited. */
            member: components["schemas"]["MemberId"];
            /** @description Whether it was answered, and how. */
            state: components["schemas"]["InvitationState"];
            /**
             * Format: date-time
             * @description When it turned out that the composer, who had accepted, has not submitted; null where it did not.
             */
            unused_at: string | null;
        };
        /** @description One page of a list. */
        InvitationPage: {
            items: components["schemas"]["Invitation"][];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /**
         * @description Where an invitation stands.
         *     - `invited`: The composer has not answered.
         *     - `accepted`: The composer means to submit.
         *     - `declined`: The composer does not.
         * @enum {string}
         */
        InvitationState: "invited" | "accepted" | "declined";
        /**
         * @description The code of a recording by ISO 3901: read with its three hyphens or without, in either case; written without, in upper case.
         * @example FIABC2600001
         * @example FI-ABC-26-00001
         */
        Isrc: string;
        /** @description The recording code of a track. */
        IsrcEntry: {
            /** @description What other operators had said, where every one was a party. */
            first_words: components["schemas"]["OperatorWord"][];
            isrc: components["schemas"]["Isrc"];
            /** @description The first month that it counts for. */
            month: components["schemas"]["YearMonth"];
            /**
             * Format: date-time
             * @description When it was set.
             */
            set_at: string;
            set_by: components["schemas"]["MemberId"];
            track: components["schemas"]["TrackId"];
        };
        /** @description Which recording a track is. */
        IsrcOfTrack: {
            /** @description The code of its recording. */
            isrc: components["schemas"]["Isrc"];
            /** @description From 1; the highest number counts, so that a slip of the pen can be put right. */
            number: number;
            /** @description The track in the books. */
            track: components["schemas"]["TrackKey"];
        };
        /** @description What a reviewer judges by, in the client's own words. */
        JudgedTerms: {
            /** @description Null in a trial, since by it the brief and its winner could be looked up, and null where an embargo keeps it from a reviewer who has left the brief. */
            title: components["schemas"]["Title"] | null;
            /** @description How the master is to be delivered, in words; null where the client says nothing of it. */
            delivery: components["schemas"]["Text"] | null;
            /** @description The genres of the brief. */
            genre_tags: components["schemas"]["Tag"][];
            /** @description The length asked for; null where any will do. */
            length: components["schemas"]["LengthRange"] | null;
            /** @description The adjectives that the lexicon translates. */
            mood_words: components["schemas"]["ShortText"][];
            /** @description What the music is for. */
            production: components["schemas"]["ProductionKind"];
            /** @description What it may sound like. */
            references_like: components["schemas"]["ShortText"][];
            /** @description Music not like this. */
            references_not_like: components["schemas"]["ShortText"][];
            /** @description What it is for and how it should feel. */
            text: components["schemas"]["Text"];
        };
        /** @description A draft as it is kept now, and how far it is from an answer. */
        KeptDraft: {
            draft: components["schemas"]["Draft"];
            /** @description Why the draft would be refused as an answer now; empty where it would be taken. */
            missing: components["schemas"]["MissingRule"][];
            /** @description Every rule that the answer has to meet, and whether the draft meets it. */
            rules: components["schemas"]["RuleMet"][];
        };
        /** @description What a client's silence will lead to. */
        Lapse: {
            /** @description Of the brief. */
            title: components["schemas"]["Title"];
            /** @description Lapsed, or cancelled where there is nobody to share a prize. */
            becomes: components["schemas"]["BriefState"];
            brief: components["schemas"]["BriefId"];
            /**
             * Format: date-time
             * @description When the brief lapses if the client stays silent.
             */
            lapses_at: string;
            /** @description Answers that were promised and that nobody would have given. */
            missing: components["schemas"]["MissingAnswer"][];
            /** @description The client who posted it. */
            owner: components["schemas"]["MemberId"];
            /** @description Who would share the prize. */
            prize_shares: components["schemas"]["PrizeShare"][];
            /**
             * Format: date-time
             * @description When the client was reminded that entrants wait for a decision; null where they were not.
             */
            reminded_at: string | null;
        };
        /** @description One page of a list. */
        LapsePage: {
            items: components["schemas"]["Lapse"][];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /** @description A version that a brief left without all the answers it was promised. */
        LeftUnanswered: {
            /** @description Its number in the track, from 1. */
            version: number;
            /** @description How many it never got. */
            missing: number;
            /** @description The track of the version. */
            track: components["schemas"]["TrackId"];
        };
        /** @description How long a piece may be, in seconds, both ends included. */
        LengthRange: {
            /** @description At most, in seconds. */
            max_s: number;
            /** @description At least, in seconds. */
            min_s: number;
        };
        /** @description One version of a brief's lexicon: the client's words translated into musical targets. */
        Lexicon: {
            /** @description From 1; a new proposal is a new version. */
            version: number;
            brief: components["schemas"]["BriefId"];
            /**
             * Format: date-time
             * @description When the client answered; null until they have.
             */
            decided_at: string | null;
            /**
             * Format: date-time
             * @description When it was proposed.
             */
            proposed_at: string;
            /** @description The co-producer; null for whom the brief does not name its co-producers. */
            proposed_by: components["schemas"]["MemberId"] | null;
            /** @description Why the client sent it back; null where they did not. */
            returned_because: components["schemas"]["Text"] | null;
            state: components["schemas"]["LexiconState"];
            /** @description One for each word. */
            terms: components["schemas"]["Term"][];
        };
        /** @description The version that a client agrees with. */
        LexiconConfirmation: {
            /** @description The one that was read: refused where a newer one is there. */
            version?: number | null;
        };
        /** @description The words of a lexicon. */
        LexiconProposal: {
            /** @description All of them, each word once. */
            terms: {
                /** @description Why it is here although the client never said the word. */
                because?: components["schemas"]["ShortText"] | null;
                /** @description From 1, the least, to 5. */
                energy?: number | null;
                /** @default [] */
                instrumentation?: components["schemas"]["ShortText"][] | null;
                mode?: components["schemas"]["Mode"] | null;
                /**
                 * @description What the word does not mean.
                 * @default []
                 */
                not_this?: components["schemas"]["ShortText"][] | null;
                /**
                 * @description Music that is like this.
                 * @default []
                 */
                references?: components["schemas"]["ShortText"][] | null;
                /** @description The tempo; null where it is all the same. */
                tempo?: {
                    /** @description Beats per minute, at most. */
                    max_bpm: number;
                    /** @description Beats per minute, at least. */
                    min_bpm: number;
                } | null;
                /** @description As the client says it. */
                word: components["schemas"]["ShortText"];
            }[];
        };
        /** @description Why a client asks for another lexicon. */
        LexiconReturn: {
            /** @description The one that was read: refused where a newer one is there. */
            version?: number | null;
            /** @description For the co-producer who proposed it. */
            reason: components["schemas"]["Text"];
        };
        /**
         * @description Where one version of a lexicon stands.
         *     - `proposed`: The client has not answered.
         *     - `returned`: The client sent it back.
         *     - `confirmed`: The client agrees with it.
         * @enum {string}
         */
        LexiconState: "proposed" | "returned" | "confirmed";
        /**
         * @description Whether others may get a licence of the same recording.
         *     - `exclusive`: Nobody else for these media, this territory and this term.
         *     - `non_exclusive`: Others may be given the same rights.
         * @enum {string}
         */
        LicenceKind: "exclusive" | "non_exclusive";
        /**
         * @description Where the work that uses the music is shown.
         * @enum {string}
         */
        LicenceMedium: "advertising" | "cinema" | "event" | "game" | "online" | "radio" | "television";
        /** @description Kind, media, territory and term; entrants rely on them, so they are fixed once the brief is open. */
        LicenceTerms: {
            /** @description Whether the rights pass to the client alone. */
            kind: components["schemas"]["LicenceKind"];
            /** @description Every medium where none is named. */
            media: components["schemas"]["LicenceMedium"][];
            /** @description For how many months from the award on; null for as long as its rights last. */
            term_months: number | null;
            /** @description Where it may be used; null for every country. */
            territory: components["schemas"]["ShortText"] | null;
        };
        /** @description A likeness as it is sent. */
        Likeness: {
            /** @description Which of the two was taken in first. */
            earlier: components["schemas"]["EarlierPiece"];
            /**
             * Format: date-time
             * @description When they were compared.
             */
            found_at: string;
            /** @description How long the stretch is that both have. */
            length_ms: number;
            /** @description The piece that it sounds like. */
            like: components["schemas"]["Piece"];
            /** @description Equal bits of the stretch, in basis points: 5,000 is chance. */
            likeness_bp: number;
            /** @description The piece that the likeness stands beside. */
            piece: components["schemas"]["Piece"];
        };
        /** @description One page of a list. */
        LikenessPage: {
            items: components["schemas"]["Likeness"][];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /** @description What a line says it is revenue of. */
        LineKey: {
            track: string;
        } | {
            both: {
                /** @description The code of a recording, as the line writes it. */
                isrc: string;
                /** @description The name of a track, as the line writes it. */
                track_id: string;
            };
        } | {
            isrc: string;
        } | "nothing";
        /** @description A line that cannot be read, and why. */
        LineProblem: {
            /** @description What is wrong with it, in words. */
            detail: string;
            /** @description The header is line 1; 0 is the file as a whole. */
            line: number;
            /** @description The rule that the line breaks. */
            rule: string;
        };
        /** @description What is needed to listen. */
        Listening: {
            /** @description Which version it is, counted from 1. */
            version: number;
            facts: components["schemas"]["ShownFacts"];
            /** @description MP3 without tags. */
            preview: components["schemas"]["ReadLink"];
            track: components["schemas"]["TrackId"];
            /** @description Peaks in the BBC audiowaveform format. */
            waveform: components["schemas"]["ReadLink"];
        };
        /** @description The room as it is sent. */
        ListeningRoom: {
            /** @description Which version it is, counted from 1. */
            version: number;
            brief: components["schemas"]["BriefId"];
            /** @description The version of the brief that is judged, with its terms. */
            brief_version: number;
            /**
             * Format: date-time
             * @description Until when it may be declined; null while the deadline timer does not run yet.
             */
            decline_by: string | null;
            /** @description Why the reviewer did not want it: for them and for operators. Null where they did not decline. */
            declined_because: components["schemas"]["Declined"] | null;
            /** @description The answer; null until it is in. */
            delivery: components["schemas"]["Delivery"] | null;
            /** @description What the composer objects to, and what was said to that; null where they do not. */
            dispute: components["schemas"]["Dispute"] | null;
            /** @description What was written so far; null before anything was. */
            draft: components["schemas"]["Draft"] | null;
            /**
             * Format: date-time
             * @description Until when it is to be delivered; null while the deadline timer does not run yet.
             */
            due_at: string | null;
            /** @description What the reviews of the version before said, and what the composer did about it; before the answer is in, only what this reviewer said. */
            earlier_notes: components["schemas"]["EarlierNote"][];
            /** @description What was measured, as far as it concerns listening; null where nothing was. */
            facts: components["schemas"]["ShownFacts"] | null;
            /** @description What was heard so far. */
            heard: components["schemas"]["Heard"];
            id: components["schemas"]["ReviewId"];
            /** @description The confirmed translation of the client's words. */
            lexicon: components["schemas"]["Term"][];
            /** @description Null where no lexicon was confirmed. */
            lexicon_version: number | null;
            /** @description Why the draft would be refused as an answer now; empty where it would be taken, and once the review is over. */
            missing: components["schemas"]["MissingRule"][];
            /**
             * Format: date-time
             * @description When the deadline timer began; null while the review waits for a free one.
             */
            offered_at: string | null;
            /** @description MP3 without tags; null where there is nothing to do or to remember. */
            preview: components["schemas"]["ReadLink"] | null;
            /** @description What the composer said to the answer, without their name; null where nothing. */
            reaction: components["schemas"]["Reaction"] | null;
            /** @description Every rule that the answer has to meet, and whether the draft meets it; none once the review is over. */
            rules: components["schemas"]["RuleMet"][];
            state: components["schemas"]["ReviewState"];
            /** @description What it is judged by. */
            terms: components["schemas"]["JudgedTerms"];
            track: components["schemas"]["TrackId"];
            /** @description What stands for the track's title. */
            track_title: string;
            /** @description Where the file is not quite as the brief asks. */
            warnings: string[];
            /** @description Peaks in the BBC audiowaveform format; null where `preview` is. */
            waveform: components["schemas"]["ReadLink"] | null;
            /** @description Why this reviewer, in words; null where the version has no slot for the review any more. */
            why_you: string | null;
        };
        /**
         * @description What became of an upload.
         *     - `accepted`: Booked: it counts in its month.
         *     - `duplicate`: The same bytes, decompressed, were booked before; they count once.
         *     - `refused`: Not readable; nothing of it is booked.
         *     - `month_frozen`: The month was frozen before the file could join.
         *     - `not_uploaded`: No file came while the link worked.
         * @enum {string}
         */
        LoadOutcome: "accepted" | "duplicate" | "refused" | "month_frozen" | "not_uploaded";
        /** @description What an operator reads of a load. */
        LoadReport: {
            /**
             * Format: date-time
             * @description When it was read.
             */
            at: string;
            /** @description Lines without the header. */
            lines: number;
            /** @description What became of it. */
            outcome: components["schemas"]["LoadOutcome"];
            /** @description How many there are in all. */
            problem_count: number;
            /** @description The first 100 lines that cannot be read. */
            problems: components["schemas"]["LineProblem"][];
            /** @description Of the decompressed bytes; null where they could not be read to the end. */
            sha256: components["schemas"]["Sha256Hex"] | null;
            /** @description By currency code. */
            totals: components["schemas"]["Money"][];
        };
        /** @description A range of integrated loudness in hundredths of a LUFS, both ends included. */
        LoudnessWindow: {
            /** @description At most, in hundredths of a LUFS. */
            max_centi_lufs: number;
            /** @description At least, in hundredths of a LUFS. */
            min_centi_lufs: number;
        };
        /** @description Whether a marked track is in use. */
        MarkedTrack: {
            /** @description The version that is heard. */
            version: number;
            brief: components["schemas"]["BriefId"];
            /** @description Whether its composer agrees. */
            consented: boolean;
            /**
             * Format: date-time
             * @description When the track was marked.
             */
            marked_at: string;
            track: components["schemas"]["TrackId"];
        };
        /** @description An account that its owner recognises and nobody can pay to: `FI•• •••• 85`. */
        MaskedAccount: string;
        /** @description What the client gets. */
        Master: {
            /** @description Which version it is, counted from 1. */
            version: number;
            /** @description The media type of the file. */
            content_type: string;
            /** @description The original as it was reviewed, as an attachment. */
            download: components["schemas"]["ReadLink"];
            /** @description What the client may do with it, in one sentence. */
            licence: string;
            /** @description Of the file: compare it with what was downloaded. */
            sha256: components["schemas"]["Sha256Hex"];
            /** @description How large the file is. */
            size_bytes: number;
            /**
             * Format: date-time
             * @description When it was first taken.
             */
            taken_at: string;
            track: components["schemas"]["TrackId"];
        };
        /** @description The track that an entry of suspense was matched with. */
        MatchedSuspense: {
            /** @description What other operators had said, where every one was a party. */
            first_words: components["schemas"]["OperatorWord"][];
            /**
             * Format: date-time
             * @description When it was matched.
             */
            matched_at: string;
            matched_by: components["schemas"]["MemberId"];
            /** @description The month that moves the money. */
            month: components["schemas"]["YearMonth"];
            track: components["schemas"]["TrackKey"];
        };
        /** @description A member as they see themselves. */
        Me: {
            availability: components["schemas"]["Availability"];
            /** @description What the member says of themselves; null where nothing. */
            bio: components["schemas"]["Text"] | null;
            /** @description How the member is reached; null where they have not said. */
            contact: components["schemas"]["ShortText"] | null;
            /** @description Where they stand as a co-producer; null where they never applied and were not named. */
            coproducer: components["schemas"]["Coproducer"] | null;
            /** @description The name that the member goes by; null where they have said none. */
            display_name: components["schemas"]["Title"] | null;
            entries: components["schemas"]["Entries"];
            /** @description How far their erasure is; null where they have not asked to be erased. */
            erasure: components["schemas"]["Erasure"] | null;
            genre_tags: components["schemas"]["Tag"][];
            /** @description As the token has them. */
            groups: components["schemas"]["Role"][];
            id: components["schemas"]["MemberId"];
            /** @description Whether others find the member in the directory. */
            in_directory: boolean;
            /**
             * Format: date-time
             * @description Since when the member is here; null until they have a profile.
             */
            joined_at: string | null;
            /** @description Each https, and opened at the reader's own risk. */
            links: components["schemas"]["HttpsLink"][];
            /** @description The least that the member works for; null where they have not said. */
            minimum_fee: components["schemas"]["Money"] | null;
            /** @description Whether the profile has all that a co-producer has to say of themselves. */
            profile_complete: boolean;
            public_page: components["schemas"]["PublicPage"];
            /** @description As the record has them, by which others judge. */
            roles: components["schemas"]["HeldRole"][];
            standing: components["schemas"]["Standing"];
            /** @description The name of the account with which the member signs in. */
            username: string;
        };
        /**
         * @description A person who has signed in at least once.
         * @example mem_01ARZ3NDEKTSV4RRFFQ69G5FAV
         */
        MemberId: string;
        /** @description An answer that was promised and is not there. */
        MissingAnswer: {
            /** @description Its number in the track, from 1. */
            version: number;
            /**
             * Format: date-time
             * @description When the reviewer's time is over; where none listens, when the slot is called unanswerable at the latest.
             */
            due_at: string;
            /** @description Which of the version's answers. */
            slot: number;
            /** @description What stands in the way of it. */
            state: components["schemas"]["MissingState"];
            /** @description What was to be answered. */
            track: components["schemas"]["TrackId"];
        };
        /** @description Why a draft would be refused as an answer. */
        MissingRule: {
            /** @description What is missing, in words. */
            detail: string;
            /** @description Where, as a JSON pointer into the answer; empty for all of it. */
            pointer: string;
            /** @description By its stable id. */
            rule: components["schemas"]["Rule"];
        };
        /**
         * @description How far a missing answer has come.
         *     - `sought`: No reviewer holds the slot.
         *     - `queued`: Given to a reviewer whose deadline timers are all running.
         *     - `assigned`: A reviewer's deadline timer runs.
         * @enum {string}
         */
        MissingState: "sought" | "queued" | "assigned";
        /** @description What is missing to the next level; a number that is reached is 0. */
        MissingToNextLevel: {
            /** @description How many approved tracks are missing. */
            approved: number;
            /** @description The next one. */
            level: components["schemas"]["StatusLevel"];
            /** @description Hundredths of a star of the mean. */
            mean_centistars: number;
            /** @description How many points are missing. */
            points: number;
            /** @description How many selected tracks are missing. */
            selected: number;
            /** @description How many shortlisted tracks are missing. */
            shortlisted: number;
        };
        /**
         * @description The tonal mode a word asks for.
         *     - `major`: The major scale.
         *     - `minor`: A minor scale.
         *     - `modal`: Church modes, pentatonics and other scales.
         *     - `atonal`: No key at all.
         * @enum {string}
         */
        Mode: "major" | "minor" | "modal" | "atonal";
        /** @description An amount in its currency: `{"currency": "EUR", "amount": "12.34"}`. */
        Money: {
            /** @description An exact decimal string of the major unit. */
            amount: components["schemas"]["Amount"];
            /** @description What the amount is of. */
            currency: components["schemas"]["Currency"];
        };
        /** @description A month of the books, as operators read it. */
        Month: {
            /**
             * Format: date-time
             * @description When it was approved; null while it is not.
             */
            approved_at: string | null;
            /** @description The operator who approved the plan; null while nobody has. */
            approved_by: components["schemas"]["MemberId"] | null;
            /**
             * Format: date-time
             * @description When it was closed; null while it is not.
             */
            closed_at: string | null;
            /** @description What was confirmed of the sealed plan. */
            confirmations: components["schemas"]["MonthConfirmation"][];
            /**
             * Format: date-time
             * @description When the last attempt to close it was made; null before the first.
             */
            counted_at: string | null;
            /** @description What the last attempt to close it has found. */
            differences: components["schemas"]["MonthDifference"][];
            /**
             * Format: date-time
             * @description When the month was frozen; null while it is not.
             */
            frozen_at: string | null;
            month: components["schemas"]["YearMonth"];
            /**
             * Format: date-time
             * @description When it was paid; null while it is not.
             */
            paid_at: string | null;
            /** @description What is due and what was paid of it, by currency: as it was closed, or as it stands now. */
            payables: components["schemas"]["Payables"][];
            /** @description The sealed one; null before there is one. */
            plan: components["schemas"]["Plan"] | null;
            /** @description The number of its plan, or of the one that it will have. */
            plan_no: number;
            /**
             * Format: date-time
             * @description When the month was posted; null while it is not.
             */
            posted_at: string | null;
            /** @description The plans that were rejected, the oldest first. */
            rejected: components["schemas"]["RejectedPlan"][];
            state: components["schemas"]["MonthState"];
        };
        /** @description That what a member put into the sealed plan and what it pays them is right, by another operator. */
        MonthConfirmation: {
            /**
             * Format: date-time
             * @description When it was confirmed.
             */
            at: string;
            /** @description The other operator. */
            by: components["schemas"]["MemberId"];
            /** @description Whose part is right. */
            member: components["schemas"]["MemberId"];
        };
        MonthDecision: {
            adjustment: components["schemas"]["AgreedAdjustment"];
        } | {
            match: components["schemas"]["NumberedMatch"];
        } | {
            consent: components["schemas"]["Consent"];
        } | {
            tax_rate: components["schemas"]["NumberedTaxRate"];
        } | {
            award: components["schemas"]["AwardStanding"];
        } | {
            isrc: components["schemas"]["IsrcOfTrack"];
        } | {
            payout: components["schemas"]["PayoutRequest"];
        } | {
            withdrawal: components["schemas"]["Withdrawal"];
        } | {
            prize: components["schemas"]["PrizeMoney"];
        };
        /** @description Something that is not as it should be. */
        MonthDifference: {
            /** @description What was compared. */
            check: components["schemas"]["BooksCheck"];
            /** @description Null where the comparison is of no currency. */
            currency: components["schemas"]["Currency"] | null;
            /** @description What there should be: an exact decimal, a count or a word. */
            expected: string;
            /** @description What there is, written in the same way. */
            found: string;
            /** @description The account, the payout or the chunk. */
            subject: string;
        };
        /** @description A month that is paid: with links to the files for the bank, and what stays due and why. */
        MonthPayment: {
            /**
             * Format: date-time
             * @description When it was approved; null while it is not.
             */
            approved_at: string | null;
            /** @description The operator who approved the plan; null while nobody has. */
            approved_by: components["schemas"]["MemberId"] | null;
            batches: components["schemas"]["Batch"][];
            /**
             * Format: date-time
             * @description When it was closed; null while it is not.
             */
            closed_at: string | null;
            /** @description What was confirmed of the sealed plan. */
            confirmations: components["schemas"]["MonthConfirmation"][];
            /**
             * Format: date-time
             * @description When the last attempt to close it was made; null before the first.
             */
            counted_at: string | null;
            /** @description What the last attempt to close it has found. */
            differences: components["schemas"]["MonthDifference"][];
            /**
             * Format: date-time
             * @description When the month was frozen; null while it is not.
             */
            frozen_at: string | null;
            month: components["schemas"]["YearMonth"];
            /**
             * Format: date-time
             * @description When it was paid; null while it is not.
             */
            paid_at: string | null;
            /** @description What is due and what was paid of it, by currency: as it was closed, or as it stands now. */
            payables: components["schemas"]["Payables"][];
            /** @description The sealed one; null before there is one. */
            plan: components["schemas"]["Plan"] | null;
            /** @description The number of its plan, or of the one that it will have. */
            plan_no: number;
            /**
             * Format: date-time
             * @description When the month was posted; null while it is not.
             */
            posted_at: string | null;
            /** @description The plans that were rejected, the oldest first. */
            rejected: components["schemas"]["RejectedPlan"][];
            state: components["schemas"]["MonthState"];
            /** @description The first hundred; `GET /payouts?state=due` lists all of them, with the same reasons. */
            waiting: components["schemas"]["WaitingPayable"][];
            /** @description How many wait. */
            waiting_count: number;
        };
        /** @description A month, and how far it has come. */
        MonthStanding: {
            /** @description Whether its last moment has passed: before that it cannot be frozen. */
            has_ended: boolean;
            month: components["schemas"]["YearMonth"];
            state: components["schemas"]["MonthState"];
        };
        /** @description One page of a list. */
        MonthStandingPage: {
            items: components["schemas"]["MonthStanding"][];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /**
         * @description Where a month stands. In order: a later state has been through all before it.
         *     - `open`: Money inputs are taken.
         *     - `frozen`: Nothing joins any more.
         *     - `planned`: A plan is sealed.
         *     - `approved`: Somebody who put nothing in has approved the sealed plan.
         *     - `posted`: Every unit of the plan is booked.
         *     - `paid`: Every payout is on its way.
         *     - `closed`: The books were found right; nothing changes any more.
         * @enum {string}
         */
        MonthState: "open" | "frozen" | "planned" | "approved" | "posted" | "paid" | "closed";
        /** @description Every account of a month's plan. */
        MonthStatements: {
            items: components["schemas"]["Unit"][];
            month: components["schemas"]["YearMonth"];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
            plan_sha256: components["schemas"]["Sha256Hex"];
            /** @description That the plan makes nothing and loses nothing, by currency. */
            proofs: components["schemas"]["Proof"][];
            state: components["schemas"]["MonthState"];
        };
        /**
         * @description What moves money otherwise than by a share of the month's revenue.
         *     - `adjustment`: Two operators agreed on a correction.
         *     - `correction`: Another split took the place of the one that earlier months were shared out by.
         *     - `match`: Money in suspense has found its track.
         *     - `consent`: A writer has agreed to their share.
         *     - `award_restored`: An award that was void stands again.
         *     - `prize`: A prize is given out.
         *     - `waiver`: What cannot be paid to somebody who leaves goes to the platform.
         * @enum {string}
         */
        MoveKind: "adjustment" | "correction" | "match" | "consent" | "award_restored" | "prize" | "waiver";
        /** @description What somebody has to do by a deadline. */
        NearDeadline: {
            /** @constant */
            of: "review";
            review: components["schemas"]["ReviewId"];
        } | {
            brief: components["schemas"]["BriefId"];
            /** @constant */
            of: "entries";
        } | {
            /** @description Which version it is, counted from 1. */
            version: number;
            brief: components["schemas"]["BriefId"];
            /** @constant */
            of: "version";
            track: components["schemas"]["TrackId"];
        } | {
            brief: components["schemas"]["BriefId"];
            /** @constant */
            of: "choice";
            /** @description How many questions. */
            questions: number;
        };
        /** @description A correction as it is proposed. */
        NewAdjustment: {
            /** @description The posted month that it corrects. */
            adjusts: components["schemas"]["YearMonth"];
            /** @description Rule `adjustment_entries`: an adjustment gives or takes something, once an account, of known payees and the platform alone. */
            entries: {
                account: components["schemas"]["Account"];
                /** @description How much, in its currency. */
                money: {
                    amount: components["schemas"]["Amount"];
                    currency: components["schemas"]["Currency"];
                };
            }[];
            /** @description What it puts right, and how the mistake came about. */
            reason: string;
        };
        /** @description What the client answers, and the terms that are others by it. */
        NewAnswer: {
            /** @description The terms that are others by this answer. */
            amend?: components["schemas"]["TermsAmendment"] | null;
            /** @description For everybody who may see the brief. */
            text: components["schemas"]["Text"];
        };
        /** @description What a co-producer says against it. */
        NewAppeal: {
            words: components["schemas"]["Text"];
        };
        /** @description What an applicant says for themselves. */
        NewApplication: {
            words?: components["schemas"]["Text"] | null;
        };
        /** @description The one part of a profile that changes often. */
        NewAvailability: {
            availability: components["schemas"]["Availability"];
        };
        /** @description Everything that a new brief says. */
        NewBrief: {
            title: components["schemas"]["Title"];
            /**
             * @description How many the studio appoints where the client appoints none.
             * @default 2
             */
            coproducer_seats?: number | null;
            /**
             * Format: date-time
             * @description When entries end at the latest.
             */
            deadline: string;
            /** @description How the master is to be delivered, in words. */
            delivery?: components["schemas"]["Text"] | null;
            /** @description How every file has to be. */
            delivery_spec?: {
                /** @description Exactly so many. */
                channels?: number | null;
                /** @description The containers that are taken; every one where none is named. */
                formats?: components["schemas"]["AudioFormat"][] | null;
                /** @description Integrated; both ends included. `min_centi_lufs` is not above `max_centi_lufs`. */
                loudness?: {
                    /** @description Hundredths of a LUFS, at most. */
                    max_centi_lufs: number;
                    /** @description Hundredths of a LUFS, at least. */
                    min_centi_lufs: number;
                } | null;
                /** @description Hundredths of a dBTP, at most. */
                max_true_peak_centi_dbtp?: number | null;
                /** @description Of one sample, at least. */
                min_bits?: number | null;
                /** @description Of each channel, at least. */
                min_sample_rate_hz?: number | null;
            } | null;
            /**
             * Format: date-time
             * @description Until when an award names no title and no winner in public.
             */
            embargo_until?: string | null;
            /**
             * @description For the board, and for choosing co-producers and composers.
             * @default []
             */
            genre_tags?: components["schemas"]["Tag"][] | null;
            /** @description How long the music may be, both ends included. `min_s` is not above `max_s`. */
            length?: {
                /** @description The longest that it may be. */
                max_s: number;
                /** @description The shortest that it may be. */
                min_s: number;
            } | null;
            /**
             * @description What the client may do with what wins.
             * @default {
             *       "kind": "non_exclusive",
             *       "media": [],
             *       "term_months": null,
             *       "territory": null
             *     }
             */
            licence?: {
                /** @description Whether others may get a licence of the same recording. */
                kind: components["schemas"]["LicenceKind"];
                /**
                 * @description Every medium where none is named.
                 * @default []
                 */
                media?: components["schemas"]["LicenceMedium"][] | null;
                /** @description From the award on; as long as its rights last where left out. */
                term_months?: number | null;
                /** @description Every country where none is named. */
                territory?: components["schemas"]["ShortText"] | null;
            } | null;
            /**
             * @description The adjectives that the lexicon translates.
             * @default []
             */
            mood_words?: components["schemas"]["ShortText"][] | null;
            /** @description The co-producers' share of the royalties, from 10000 to 50000; 25000 where none is said. Rule `pool_bounds`: the co-producers' pool of any brief is from 1 to 5 %. */
            pool_ppm?: number | null;
            /** @description What the winner is paid once, apart from royalties. Above zero, with at most the decimals of its currency. */
            prize?: {
                amount: components["schemas"]["Amount"];
                currency: components["schemas"]["Currency"];
            } | null;
            /**
             * @description What the music is for.
             * @default other
             */
            production?: components["schemas"]["ProductionKind"] | null;
            /**
             * @description Music like this.
             * @default []
             */
            references_like?: components["schemas"]["ShortText"][] | null;
            /**
             * @description Music not like this.
             * @default []
             */
            references_not_like?: components["schemas"]["ShortText"][] | null;
            /**
             * @description How many reviews each track gets.
             * @default 1
             */
            reviews_per_track?: number | null;
            /** @description What it is for and how it should feel. */
            text: components["schemas"]["Text"];
            visibility: components["schemas"]["Visibility"];
        };
        /** @description What a composer objects to. */
        NewDispute: {
            /** @description What is wrong with the review; the reviewer reads it too. */
            reason: components["schemas"]["Text"];
        };
        /** @description What an operator says about a dispute. */
        NewDisputeDecision: {
            /** @description Whether the composer is right and the review void. */
            upheld: boolean;
            /** @description Why, for both sides. */
            words: components["schemas"]["Text"];
        };
        /** @description What a reviewer says to a dispute. */
        NewDisputeReply: {
            /** @description What the reviewer says to it; the composer reads it too. */
            words: components["schemas"]["Text"];
        };
        /** @description Why a member is not paid, and when an operator looks again. */
        NewHold: {
            /** @description Why the member is not paid. */
            reason: string;
            /** @description The day on which an operator looks at it again. */
            review_on: components["schemas"]["Day"];
        };
        /** @description Whom a client asks for music. */
        NewInvitations: {
            /** @description The composers; one who is named twice is invited once. */
            members: components["schemas"]["MemberId"][];
        };
        /** @description The recording code of a track. */
        NewIsrc: {
            /** @description The code that was read; refused where another one stands. */
            instead_of?: components["schemas"]["Isrc"] | null;
            isrc: components["schemas"]["Isrc"];
        };
        /** @description The track that the money of an entry belongs to. */
        NewMatch: {
            /** @description The track of the match that this one takes the place of. */
            instead_of?: components["schemas"]["TrackId"] | null;
            track: components["schemas"]["TrackId"];
        };
        /** @description What somebody asks. */
        NewQuestion: {
            /** @description It is shown as it is: it should not tell who asks. */
            text: components["schemas"]["Text"];
        };
        /** @description What the client thinks of a track. */
        NewRating: {
            /** @description How many stars, from 1 to 5. */
            stars: number;
            /** @description For the composer, and for reviewers once they have answered. */
            words?: components["schemas"]["Text"] | null;
        };
        /** @description What a composer says to a review. */
        NewReaction: {
            /** @description For each note of the review in order: whether it has been addressed. */
            addressed: boolean[];
            /** @description A word to the reviewer, who does not learn whose it is. */
            thanks?: components["schemas"]["Text"] | null;
            /** @description How useful the review was. */
            useful: number;
        };
        /** @description What a client sends with a new reference medium. */
        NewReferenceMedium: {
            /** @description What it is called; whoever may see the brief reads it. */
            title: components["schemas"]["Title"];
            content_type: components["schemas"]["AudioContentType"];
            /** @description The name of the file as the composer calls it. */
            filename?: string | null;
            sha256: components["schemas"]["Sha256Hex"];
            /** @description How large the file is. */
            size_bytes: number;
        };
        /** @description What has won, and why. */
        NewSelection: {
            /** @description Which of its versions. */
            version: number;
            track: components["schemas"]["TrackId"];
            /** @description At least five words, for everybody who entered and every co-producer. */
            why: components["schemas"]["Text"];
        };
        /** @description Which part is withheld, for which country. */
        NewTaxRate: {
            /** @description The country whose tax it is. */
            country: components["schemas"]["Country"];
            /** @description Hundredths of a percent of what would be paid. */
            rate_bp: number;
        };
        /** @description What an applicant says of a track of their trial. */
        NewTrialAnswer: {
            /** @description What is remarked at places in the track. More than 100 are refused by the rule `review_notes_not_too_many`. */
            notes: {
                /** @description Whether it says what to do. */
                actionable: boolean;
                /** @description Where, from the start of the track; of a range, where it begins. */
                at_ms: number;
                /** @description What is remarked. */
                text: components["schemas"]["ShortText"];
                /** @description Where the range ends, from the start of the track. */
                until_ms?: number | null;
            }[];
            /** @description Which track of the trial, as it is listed. */
            number: number;
            /** @description The scores, from 1 to 5 stars each. */
            scores: {
                /** @description How well the track fits the brief. */
                brief_fit: number;
                /** @description How good the composition is. */
                composition: number;
                /** @description How well the track is delivered. */
                delivery: number;
                /** @description How original the track is. */
                originality: number;
                /** @description How good the production is. */
                production: number;
            };
        };
        /** @description All writers with their shares, the composer among them. */
        NewWriters: {
            /** @description All writers, the composer among them; the shares add up to one. */
            writers: {
                member: components["schemas"]["MemberId"];
                /** @description A share of the whole, in millionths. */
                share_ppm: number;
            }[];
        };
        /** @description A remark at a place in the track, or about a range of it. */
        Note: {
            /** @description Whether it says what to do. */
            actionable: boolean;
            /** @description Where, in milliseconds from the start; of a range, where it begins. */
            at_ms: number;
            /** @description What is remarked. */
            text: components["schemas"]["ShortText"];
            /** @description Where the range ends, in milliseconds from the start; null for a point. */
            until_ms: number | null;
        };
        /** @description A notice: the text for people, the facts for links and translation. */
        Notice: {
            /**
             * Format: date-time
             * @description When it happened.
             */
            at: string;
            /** @description What has happened, in words. */
            text: string;
        } & ({
            /** @description What is known of it. */
            facts: {
                /** @description Whether the studio invited by what the brief asks for; else its client did. */
                automatic: boolean;
                brief: components["schemas"]["BriefId"];
            };
            /** @constant */
            kind: "invitation";
        } | {
            /** @description What is known of it. */
            facts: {
                answer: components["schemas"]["InvitationState"];
                brief: components["schemas"]["BriefId"];
                composer: components["schemas"]["MemberId"];
            };
            /** @constant */
            kind: "invitation_answered";
        } | {
            /** @description What is known of it. */
            facts: {
                brief: components["schemas"]["BriefId"];
                /** @description How many points. */
                points: number;
            };
            /** @constant */
            kind: "invitation_unused";
        } | {
            /** @description What is known of it. */
            facts: {
                brief: components["schemas"]["BriefId"];
            };
            /** @constant */
            kind: "appointment";
        } | {
            /** @description What is known of it. */
            facts: {
                brief: components["schemas"]["BriefId"];
                coproducer: components["schemas"]["MemberId"];
            };
            /** @constant */
            kind: "coproducer_left";
        } | {
            /** @description What is known of it. */
            facts: {
                brief: components["schemas"]["BriefId"];
                /** @description Which version of the lexicon it is. */
                lexicon_version: number;
            };
            /** @constant */
            kind: "lexicon_proposed";
        } | {
            /** @description What is known of it. */
            facts: {
                brief: components["schemas"]["BriefId"];
                /** @description Which version of the lexicon it is. */
                lexicon_version: number;
            };
            /** @constant */
            kind: "lexicon_confirmed";
        } | {
            /** @description What is known of it. */
            facts: {
                brief: components["schemas"]["BriefId"];
                /** @description Which version of the lexicon it is. */
                lexicon_version: number;
            };
            /** @constant */
            kind: "lexicon_returned";
        } | {
            /** @description What is known of it. */
            facts: {
                /** @description Which version it is, counted from 1. */
                version: number;
                brief: components["schemas"]["BriefId"];
                track: components["schemas"]["TrackId"];
                /** @description The upload that is meant. */
                upload: number;
            };
            /** @constant */
            kind: "upload_accepted";
        } | {
            /** @description What is known of it. */
            facts: {
                /** @description Which version it is, counted from 1. */
                version: number;
                brief: components["schemas"]["BriefId"];
                track: components["schemas"]["TrackId"];
                /** @description The upload that is meant. */
                upload: number;
            };
            /** @constant */
            kind: "upload_invalid";
        } | {
            /** @description What is known of it. */
            facts: {
                /**
                 * Format: date-time
                 * @description When it is due.
                 */
                due_at: string;
                review: components["schemas"]["ReviewId"];
            };
            /** @constant */
            kind: "review_offered";
        } | {
            /** @description What is known of it. */
            facts: {
                /** @description Which version it is, counted from 1. */
                version: number;
                brief: components["schemas"]["BriefId"];
                /** @description For how many of its answers the member is asked; each may give one. */
                slots: number;
                track: components["schemas"]["TrackId"];
                /**
                 * Format: date-time
                 * @description Until when.
                 */
                until: string;
            };
            /** @constant */
            kind: "review_asked";
        } | {
            /** @description What is known of it. */
            facts: {
                review: components["schemas"]["ReviewId"];
            };
            /** @constant */
            kind: "review_expired";
        } | {
            /** @description What is known of it. */
            facts: {
                /** @description Which version it is, counted from 1. */
                version: number;
                brief: components["schemas"]["BriefId"];
                review: components["schemas"]["ReviewId"];
                track: components["schemas"]["TrackId"];
                /** @description What the reviewer wants to become of the version; null where the answer holds no verdict any more. */
                verdict: components["schemas"]["Verdict"] | null;
            };
            /** @constant */
            kind: "feedback";
        } | {
            /** @description What is known of it. */
            facts: {
                /** @description Whether the further version has addressed the note. */
                addressed: number;
                /** @description The notes, each about a place in the track. */
                notes: number;
                review: components["schemas"]["ReviewId"];
                useful: components["schemas"]["Score"];
            };
            /** @constant */
            kind: "reaction";
        } | {
            /** @description What is known of it. */
            facts: {
                brief: components["schemas"]["BriefId"];
                track: components["schemas"]["TrackId"];
            };
            /** @constant */
            kind: "trial_asked";
        } | {
            /** @description What is known of it. */
            facts: {
                deadline: components["schemas"]["NearDeadline"];
                /**
                 * Format: date-time
                 * @description When it is due.
                 */
                due_at: string;
                stage: components["schemas"]["ReminderStage"];
            };
            /** @constant */
            kind: "deadline_near";
        } | {
            /** @description What is known of it. */
            facts: {
                review: components["schemas"]["ReviewId"];
            };
            /** @constant */
            kind: "dispute_raised";
        } | {
            /** @description What is known of it. */
            facts: {
                /** @description Whether it is the reader's own review. */
                own_review: boolean;
                review: components["schemas"]["ReviewId"];
                /** @description Whether the dispute is upheld. */
                upheld: boolean;
            };
            /** @constant */
            kind: "dispute_decided";
        } | {
            /** @description What is known of it. */
            facts: {
                brief: components["schemas"]["BriefId"];
                composer: components["schemas"]["MemberId"];
                /** @description Which naming of the writers it is, counted from 1. */
                revision: number;
                /** @description A share of the whole, in millionths. */
                share_ppm: number;
                track: components["schemas"]["TrackId"];
            };
            /** @constant */
            kind: "writer_named";
        } | {
            /** @description What is known of it. */
            facts: {
                brief: components["schemas"]["BriefId"];
                /** @description Which naming of the writers it is, counted from 1. */
                revision: number;
                track: components["schemas"]["TrackId"];
                writer: components["schemas"]["MemberId"];
            };
            /** @constant */
            kind: "writer_consented";
        } | {
            /** @description What is known of it. */
            facts: {
                brief: components["schemas"]["BriefId"];
                /** @description Which naming of the writers it is, counted from 1. */
                revision: number;
                track: components["schemas"]["TrackId"];
                writer: components["schemas"]["MemberId"];
            };
            /** @constant */
            kind: "writer_refused";
        } | {
            /** @description What is known of it. */
            facts: {
                review: components["schemas"]["ReviewId"];
            };
            /** @constant */
            kind: "track_withdrawn";
        } | {
            /** @description What is known of it. */
            facts: {
                brief: components["schemas"]["BriefId"];
                track: components["schemas"]["TrackId"];
            };
            /** @constant */
            kind: "master_taken";
        } | {
            /** @description What is known of it. */
            facts: {
                brief: components["schemas"]["BriefId"];
                track: components["schemas"]["TrackId"];
            };
            /** @constant */
            kind: "shortlisted";
        } | {
            /** @description What is known of it. */
            facts: {
                brief: components["schemas"]["BriefId"];
                track: components["schemas"]["TrackId"];
            };
            /** @constant */
            kind: "shortlist_removed";
        } | {
            /** @description What is known of it. */
            facts: {
                brief: components["schemas"]["BriefId"];
                stars: components["schemas"]["Score"];
                track: components["schemas"]["TrackId"];
            };
            /** @constant */
            kind: "client_rating";
        } | {
            /** @description What is known of it. */
            facts: {
                brief: components["schemas"]["BriefId"];
                track: components["schemas"]["TrackId"];
            };
            /** @constant */
            kind: "selected";
        } | {
            /** @description What is known of it. */
            facts: {
                brief: components["schemas"]["BriefId"];
            };
            /** @constant */
            kind: "brief_awarded";
        } | {
            /** @description What is known of it. */
            facts: {
                brief: components["schemas"]["BriefId"];
            };
            /** @constant */
            kind: "embargo_ended";
        } | {
            /** @description What is known of it. */
            facts: {
                brief: components["schemas"]["BriefId"];
                question: components["schemas"]["QuestionId"];
            };
            /** @constant */
            kind: "question_asked";
        } | {
            /** @description What is known of it. */
            facts: {
                brief: components["schemas"]["BriefId"];
                question: components["schemas"]["QuestionId"];
            };
            /** @constant */
            kind: "question_answered";
        } | {
            /** @description What is known of it. */
            facts: {
                /** @description Which version it is, counted from 1. */
                version: number;
                brief: components["schemas"]["BriefId"];
                changed: components["schemas"]["ChangedTerm"][];
            };
            /** @constant */
            kind: "brief_amended";
        } | {
            /** @description What is known of it. */
            facts: {
                brief: components["schemas"]["BriefId"];
            };
            /** @constant */
            kind: "brief_closed";
        } | {
            /** @description What is known of it. */
            facts: {
                brief: components["schemas"]["BriefId"];
                /**
                 * Format: date-time
                 * @description Until when.
                 */
                until: string;
            };
            /** @constant */
            kind: "last_versions";
        } | {
            /** @description What is known of it. */
            facts: {
                brief: components["schemas"]["BriefId"];
            };
            /** @constant */
            kind: "brief_delivered";
        } | {
            /** @description What is known of it. */
            facts: {
                brief: components["schemas"]["BriefId"];
                /** @description Tracks that are left without a promised answer. */
                unanswered: number;
            };
            /** @constant */
            kind: "brief_lapsed";
        } | {
            /** @description What is known of it. */
            facts: {
                brief: components["schemas"]["BriefId"];
                money: components["schemas"]["Money"];
                reason: components["schemas"]["PrizeReason"];
            };
            /** @constant */
            kind: "prize";
        } | {
            /** @description What is known of it. */
            facts: {
                /** @description Which version it is, counted from 1. */
                version: number;
                brief: components["schemas"]["BriefId"];
                /** @description Co-producers who were considered. */
                considered: number;
                /** @description Which of the places for reviews it is. */
                slot: number;
                track: components["schemas"]["TrackId"];
            };
            /** @constant */
            kind: "unanswered";
        } | {
            /** @description What is known of it. */
            facts: {
                /** @description What ended the brief; null where the reviewer no longer co-produces it. */
                because: components["schemas"]["BriefEnd"] | null;
                review: components["schemas"]["ReviewId"];
            };
            /** @constant */
            kind: "review_released";
        } | {
            /** @description What is known of it. */
            facts: {
                brief: components["schemas"]["BriefId"];
                /** @description Of the winner; null where they did not score it. */
                place: number | null;
                /** @description How many tracks are ranked. */
                ranked: number;
            };
            /** @constant */
            kind: "outcome_comparison";
        } | {
            /** @description What is known of it. */
            facts: {
                brief: components["schemas"]["BriefId"];
                /** @description Tracks that are left without a promised answer. */
                unanswered: number;
            };
            /** @constant */
            kind: "brief_cancelled";
        } | {
            /** @description What is known of it. */
            facts: {
                level: components["schemas"]["StatusLevel"];
            };
            /** @constant */
            kind: "promotion";
        } | {
            /** @description What is known of it. */
            facts: {
                /**
                 * Format: date-time
                 * @description When it was approved.
                 */
                approved_at: string;
                /** @description The level that applies now. */
                level: components["schemas"]["StatusLevel"];
                /**
                 * Format: date-time
                 * @description When it is lowered; null where it was just now.
                 */
                lowered_at: string | null;
                /** @description Which reminder it is. */
                stage: number;
            };
            /** @constant */
            kind: "level_rests";
        } | {
            facts: components["schemas"]["CoproducerNews"];
            /** @constant */
            kind: "coproducer";
        } | {
            /** @description What is known of it. */
            facts: {
                brief: components["schemas"]["BriefId"];
                /** @description How many questions on the brief wait for an answer. */
                questions: number;
            };
            /** @constant */
            kind: "reminder";
        } | {
            /** @description What is known of it. */
            facts: {
                application: components["schemas"]["ApplicationId"];
                /**
                 * Format: date-time
                 * @description Until when it is to be decided.
                 */
                decide_by: string;
                reminder: components["schemas"]["ApplicationReminder"];
            };
            /** @constant */
            kind: "application_waits";
        } | {
            /** @description What is known of it. */
            facts: {
                by: components["schemas"]["MemberId"];
                decision: components["schemas"]["WordDecision"];
                matter: components["schemas"]["SharedMatter"];
                /**
                 * Format: date-time
                 * @description When it was said.
                 */
                said_at: string;
            };
            /** @constant */
            kind: "word_awaited";
        } | {
            /** @description What is known of it. */
            facts: {
                /** @description Which attempt it is; the first is 1. */
                attempt: number;
                month: components["schemas"]["YearMonth"];
                net: components["schemas"]["Money"];
                payout: components["schemas"]["PayoutId"];
                state: components["schemas"]["PayoutState"];
            };
            /** @constant */
            kind: "payout";
        } | {
            /** @description What is known of it. */
            facts: {
                before: components["schemas"]["MaskedAccount"][];
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                changed_at: string;
            };
            /** @constant */
            kind: "payout_account";
        });
        /** @description One page of a list. */
        NoticePage: {
            items: components["schemas"]["Notice"][];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /** @description Which track an entry in suspense belongs to. */
        NumberedMatch: {
            /** @description The money and its track. */
            matched: components["schemas"]["SuspenseMatch"];
            /** @description From 1; the highest number counts, so that a slip of the pen can be put right. */
            number: number;
        };
        /** @description What is withheld of an account's payouts, and for which country. */
        NumberedTaxRate: {
            /** @description Whose payouts it is withheld of. */
            account: components["schemas"]["Account"];
            /** @description For whose tax office. */
            country: components["schemas"]["Country"];
            /** @description From 1; the highest number counts. */
            number: number;
            /** @description What is withheld of a gross payout. */
            rate_bp: components["schemas"]["BasisPoints"];
        };
        /** @description A slot that no reviewer holds. */
        OpenSlot: {
            /** @description Which of the reviewers who were sought for it, from 1. */
            attempt: number;
            /** @description Which of the version's answers, from 1. */
            slot: number;
            /** @description Why that one, or why nobody. */
            why: components["schemas"]["AssignmentReason"];
            /** @description Whom an assignment now would choose; null where every reviewer is excluded. */
            would_be: components["schemas"]["MemberId"] | null;
        };
        /** @description What opening a draft now would come to. */
        Opening: {
            brief: components["schemas"]["BriefId"];
            /** @description How many co-producers would be appointed. */
            coproducers: number;
            /** @description How many composers would be invited at most. */
            invited_max: number;
            /** @description Who they are; null but for operators. */
            names: components["schemas"]["OpeningNames"] | null;
        };
        /** @description Whom the studio would choose. */
        OpeningNames: {
            /** @description Nobody where the client has appointed somebody. */
            coproducers: components["schemas"]["MemberId"][];
            /** @description Composers. */
            invited: components["schemas"]["MemberId"][];
        };
        /** @description Why, and nothing else. */
        OperatorReason: {
            /** @description Why, in the operator's words. */
            reason: string;
        };
        /** @description What an operator stated, without their name. */
        OperatorStatement: {
            /**
             * Format: date-time
             * @description When it happened.
             */
            at: string;
            words: components["schemas"]["Text"];
        };
        /** @description One operator's word. */
        OperatorWord: {
            /**
             * Format: date-time
             * @description When it was given.
             */
            at: string;
            /** @description Whose word it is. */
            by: components["schemas"]["MemberId"];
            /** @description What they want to be done. */
            decision: components["schemas"]["WordDecision"];
            /** @description Why; null where the matter asks for no reason. */
            reason: string | null;
        };
        /** @description The reasons that are not told one by one. */
        OtherPlanChangeReasons: {
            /** @description All of them together. */
            amount: components["schemas"]["Amount"];
            /** @description How many there are. */
            count: number;
        };
        /** @description A co-producer's ranking at the moment of the award, and what the client chose. */
        OutcomeComparison: {
            /**
             * Format: date-time
             * @description When the client chose.
             */
            at: string;
            brief: components["schemas"]["BriefId"];
            /** @description How many tracks one scored. */
            of: number;
            /** @description How much of the rest the winner was ranked above, in basis points; 10000 is the favourite. Null below five tracks, and where one did not score the winner. */
            percentile_bp: number | null;
            /** @description Of the winner in one's own ranking, from 1; null where one did not score it. */
            place: number | null;
            /** @description The policy that it was computed under. */
            policy_version: number;
            /** @description Every track that one scored, the best first. */
            ranking: components["schemas"]["ComparedTrack"][];
            /** @description What the client chose. */
            winner: components["schemas"]["TrackId"];
        };
        /** @description What one of them has in it. */
        OwnPart: {
            /** @description The word of another operator; null while there is none. */
            confirmation: components["schemas"]["MonthConfirmation"] | null;
            /** @description What they put in, as the plan has it. */
            inputs: components["schemas"]["ContributedInput"][];
            member: components["schemas"]["MemberId"];
            /** @description What it pays them, with every line. */
            units: components["schemas"]["UnitWithLines"][];
        };
        /** @description What operators and contributors have in the sealed plan. */
        OwnParts: {
            items: components["schemas"]["OwnPart"][];
            month: components["schemas"]["YearMonth"];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
            /** @description Of the sealed plan: what a confirmation names. Null before there is one. */
            plan_sha256: components["schemas"]["Sha256Hex"] | null;
        };
        /** @description A track of one's own. */
        OwnTrack: {
            title: components["schemas"]["Title"];
            brief: components["schemas"]["BriefId"];
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            id: components["schemas"]["TrackId"];
            /** @description The number of the newest version. */
            newest_version: number;
            /**
             * Format: date-time
             * @description Until when the next answer to the newest version is to be delivered; null where none is waited for, and while no deadline timer runs.
             */
            review_due_at: string | null;
            /**
             * Format: date-time
             * @description When the track was selected; null where it was not.
             */
            selected_at: string | null;
            /**
             * Format: date-time
             * @description When the track was put on the shortlist; null where it is not on it.
             */
            shortlisted_at: string | null;
            /** @description Where the newest version stands. */
            state: components["schemas"]["VersionState"];
            /** @description The mean total of the answers to the newest version, in hundredths of a star; null until they are in. */
            total_centistars: number | null;
            /** @description What the answers to the newest version come to; null until they are in. */
            verdict: components["schemas"]["Verdict"] | null;
        };
        /** @description One page of a list. */
        OwnTrackPage: {
            items: components["schemas"]["OwnTrack"][];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /** @description How the answers on probation compare with what the versions were given. */
        PairedAnswers: {
            /** @description Those of them that agree with it. */
            agreed: number;
            /** @description Those to a version that has its verdict. */
            compared: number;
        };
        /** @description One part of a standing. */
        Part: {
            /** @description What the part is computed from. */
            because: string;
            /** @description The mean of the observations, in basis points. */
            mean_bp: number;
            /** @description The most it can give. */
            most: number;
            /** @description Whether there are too few of them: then it gives half. */
            neutral: boolean;
            /** @description On how many observations it rests. */
            observations: number;
            /** @description What is counted. */
            part: components["schemas"]["StandingPart"];
            /** @description How many of the standing's points it gives. */
            points: number;
            /** @description Notes that count half, since the composer alone says that they were addressed. */
            unconfirmed_notes: number;
        };
        /** @description Whose part of which plan is right. */
        PartConfirmation: {
            /** @description Whose inputs and lines are right; not the caller. */
            member: components["schemas"]["MemberId"];
            /** @description Of the plan that was read; refused where another one is sealed. */
            plan_sha256: components["schemas"]["Sha256Hex"];
        };
        /** @description What a payout is for, and how much: fixed by the plan of its month. */
        Payable: {
            /** @description Who is paid. */
            account: components["schemas"]["Account"];
            /** @description Of the three amounts. */
            currency: components["schemas"]["Currency"];
            /** @description What became due, in whole minor units. */
            gross: components["schemas"]["Amount"];
            /** @description Whose plan fixed it. */
            month: components["schemas"]["YearMonth"];
            /** @description What is sent: gross less tax. */
            net: components["schemas"]["Amount"];
            /** @description Where the tax goes: a country's code, or `unknown`. */
            tax_country: string;
            /** @description The tax in it, in whole minor units. */
            withheld: components["schemas"]["Amount"];
        };
        /** @description The second line of the proof, with the words that people read. */
        Payables: {
            /** @description Due and not paid: held, without an account, on its way, returned. */
            closing_due: components["schemas"]["Amount"];
            /** @description Of all amounts in this row. */
            currency: components["schemas"]["Currency"];
            /** @description What the plan of this month made due. */
            gross: components["schemas"]["Amount"];
            /** @description All of it in one line, for people. */
            line: string;
            /** @description What reached the payees, less what came back after it had been settled. */
            net_settled: components["schemas"]["Amount"];
            /** @description The closing due of the month before. */
            opening_due: components["schemas"]["Amount"];
            /** @description The tax that was kept when the net was settled. */
            withheld: components["schemas"]["Amount"];
        };
        /** @description What was due to the payee, and what became of it. */
        PayablesTotals: {
            /** @description Not paid yet, with the month. */
            closing_due: components["schemas"]["FixedMoney"];
            /** @description What became due in it, before tax. */
            gross: components["schemas"]["FixedMoney"];
            /** @description What reached the payee in it, less what came back. */
            net_settled: components["schemas"]["FixedMoney"];
            /** @description Not paid yet, before the month. */
            opening_due: components["schemas"]["FixedMoney"];
            /** @description The tax that was kept of that. */
            withheld: components["schemas"]["FixedMoney"];
        };
        /** @description A payout and all that has happened to it. */
        Payout: {
            /** @description The number of the attempt that is under way or was the last; 0 before the first. */
            attempt: number;
            /** @description The batch of that attempt; null before the first, and where it is in none. */
            batch: number | null;
            /**
             * Format: date-time
             * @description When it became payable.
             */
            created_at: string;
            /** @description Where that attempt goes to, masked; null before the first, and where no bank file takes it. */
            destination: string | null;
            /** @description The reference under which the bank knows the payment. */
            end_to_end_id: string;
            /** @description Every move, the oldest first. */
            history: components["schemas"]["PayoutStep"][];
            /** @description Why it would stay due if the caller paid now; null where it would not, and of one that is not due. */
            hold_reason: components["schemas"]["HoldReason"] | null;
            /** @description Whom it pays, and how much. */
            payable: components["schemas"]["Payable"];
            /** @description Under which it is decided on. */
            payout: components["schemas"]["PayoutId"];
            /** @description What operators have said of this attempt by hand, and another one has not confirmed yet: the last word of each. */
            proposals: components["schemas"]["PayoutProposal"][];
            /** @description How far it has come. */
            state: components["schemas"]["PayoutState"];
        };
        /** @description Where a member is paid, as its owner recognises it. */
        PayoutAccount: {
            /** @description For every other currency, masked: `US •••• 42`; null where there is none. */
            bank: string | null;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            changed_at: string;
            /** @description Whose account it is, as the bank has it. */
            holder: string;
            /** @description For euros, masked: `FI•• •••• 85`; null where there is none. */
            iban: string | null;
            /**
             * Format: date-time
             * @description Nothing is paid to it before.
             */
            usable_at: string;
        };
        /** @description An account as its owner enters it. `iban` or `bank` is there, or several of them. */
        PayoutAccountEntry: {
            /** @description For every other currency. */
            bank?: {
                /** @description The number of the account at the bank. */
                account_number: string;
                /** @description A BIC, a routing number, a sort code: what the bank's country uses. */
                bank_code: string;
                /** @description The name of the bank. */
                bank_name: string;
                country: components["schemas"]["Country"];
            } | null;
            /** @description Whose account it is, as the bank has it. */
            holder: string;
            /** @description For euros, of a country within SEPA. Rule `outside_sepa`: euros are paid to an IBAN of a country within SEPA. */
            iban: components["schemas"]["Iban"];
        } | {
            /** @description For every other currency. */
            bank: {
                /** @description The number of the account at the bank. */
                account_number: string;
                /** @description A BIC, a routing number, a sort code: what the bank's country uses. */
                bank_code: string;
                /** @description The name of the bank. */
                bank_name: string;
                country: components["schemas"]["Country"];
            };
            /** @description Whose account it is, as the bank has it. */
            holder: string;
            /** @description For euros, of a country within SEPA. Rule `outside_sepa`: euros are paid to an IBAN of a country within SEPA. */
            iban?: components["schemas"]["Iban"] | null;
        };
        /** @description What an operator says of one attempt. */
        PayoutDecision: {
            /** @description The attempt that was looked at, 0 before the first; another one is not decided. */
            attempt: number;
            /**
             * @description What happened.
             * @enum {string}
             */
            event: "settle" | "return" | "lose" | "reopen" | "settle_by_hand";
            /** @description What a look-up has shown, or why it is tried again. */
            reason: string;
        };
        /**
         * @description What can happen to a payout.
         *     - `prepare`: It joins a batch.
         *     - `submit`: Its bank file is written.
         *     - `settle`: The bank says that the payee has it.
         *     - `return`: The bank says that the payee has not.
         *     - `lose`: The bank does not say.
         *     - `reopen`: Somebody gives a reason to try again.
         *     - `settle_by_hand`: It reaches the payee, or the tax office, without a file for the bank.
         * @enum {string}
         */
        PayoutEvent: "prepare" | "submit" | "settle" | "return" | "lose" | "reopen" | "settle_by_hand";
        /**
         * @description What a payee is owed for one month in one currency.
         * @example pay_01ARZ3NDEKTSV4RRFFQ69G5FAV
         */
        PayoutId: string;
        /** @description One page of a list. */
        PayoutPage: {
            items: components["schemas"]["Payout"][];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /** @description What one operator says became of an attempt; it counts once another one says the same. */
        PayoutProposal: {
            /**
             * Format: date-time
             * @description When they said so.
             */
            at: string;
            /** @description The first operator. */
            by: components["schemas"]["MemberId"];
            /** @description What has become of the attempt. */
            event: components["schemas"]["PayoutEvent"];
            /** @description How they know. */
            reason: string;
        };
        /**
         * @description Why a payout below the minimum is asked for.
         *     - `yearly`: Once a year, because the payee wants it.
         *     - `leaving`: The payee leaves.
         *     - `leaving_waived`: The payee leaves, and what cannot be paid out goes to the platform.
         * @enum {string}
         */
        PayoutReason: "yearly" | "leaving" | "leaving_waived";
        /** @description A payee wants what there is, below the currency's minimum too. */
        PayoutRequest: {
            /** @description Who is to be paid. */
            account: components["schemas"]["Account"];
            /** @description Why before the minimum is reached. */
            reason: components["schemas"]["PayoutReason"];
        };
        /**
         * @description Where a payout stands.
         *     - `due`: Payable, and in no bank file.
         *     - `prepared`: In a batch that is sealed; its bank file may not be written yet.
         *     - `submitted`: In a bank file.
         *     - `settled`: The payee has it.
         *     - `returned`: The bank did not pay it, or it came back.
         *     - `unknown`: Nobody can say: it is looked up and never sent again before.
         * @enum {string}
         */
        PayoutState: "due" | "prepared" | "submitted" | "settled" | "returned" | "unknown";
        /** @description One move of a payout. */
        PayoutStep: {
            /**
             * Format: date-time
             * @description When it moved.
             */
            at: string;
            /** @description Which attempt at paying it was, from 1. */
            attempt: number;
            /** @description The month that it is booked in; null where no money has moved. */
            booked_in: components["schemas"]["YearMonth"] | null;
            /** @description Who decided it; null where no person did. */
            by: components["schemas"]["MemberId"] | null;
            /** @description Whether the reason is the bank's, which the payee may read. */
            is_bank_reason: boolean;
            /** @description Who had said the same before; null where it did not need two. */
            proposed_by: components["schemas"]["MemberId"] | null;
            /** @description The bank's reason, or the operator's; null where nobody gave one. */
            reason: string | null;
            /** @description Where it came to stand. */
            state: components["schemas"]["PayoutState"];
        };
        /** @description A version of a track, and the place in it. */
        Piece: {
            /** @description Which version it is, counted from 1. */
            version: number;
            /** @description Where the stretch begins in it. */
            at_ms: number;
            brief: components["schemas"]["BriefId"];
            /** @description Who submitted it. */
            composer: components["schemas"]["MemberId"];
            track: components["schemas"]["TrackId"];
        };
        /** @description A sealed plan. */
        Plan: {
            /** @description Parts of at most 48 units. */
            chunk_count: number;
            /** @description Who put something in. */
            contributors: components["schemas"]["MemberId"][];
            /** @description Names the plan: what an approval says that it has read. */
            plan_sha256: components["schemas"]["Sha256Hex"];
            /** @description That it makes nothing and loses nothing, by currency. */
            proofs: components["schemas"]["Proof"][];
            /**
             * Format: date-time
             * @description When it was sealed.
             */
            sealed_at: string;
            /** @description Accounts by currency. */
            unit_count: number;
        };
        /** @description The plan that an operator has read and approves. */
        PlanApproval: {
            /** @description Of the plan that was read; refused where another one is sealed. */
            plan_sha256: components["schemas"]["Sha256Hex"];
        };
        /**
         * @description Why somebody's numbers differ.
         *     - `opening`: What the month before left.
         *     - `revenue`: What a track earned in the files.
         *     - `split`: How a track is shared out.
         *     - `adjustment`: An approved adjustment.
         *     - `correction`: What was shared out before is shared out anew.
         *     - `match`: An entry of suspense was matched with a track.
         *     - `consent`: A writer has agreed with a share, or refused it.
         *     - `award_restored`: An award that was void stands again.
         *     - `prize`: The prize of a brief.
         *     - `waiver`: A payee who leaves gives up what cannot be paid out.
         *     - `tax_rate`: Another rate of withholding tax.
         *     - `payout_request`: Whether the currency's minimum holds.
         * @enum {string}
         */
        PlanChangeCause: "opening" | "revenue" | "split" | "adjustment" | "correction" | "match" | "consent" | "award_restored" | "prize" | "waiver" | "tax_rate" | "payout_request";
        /** @description One reason, with the amount that it changes. */
        PlanChangeReason: {
            /** @description By how much the payable changes for it, in the currency of the change. */
            amount: components["schemas"]["Amount"];
            /** @description What sort of reason it is. */
            because: components["schemas"]["PlanChangeCause"];
            /** @description The track, adjustment, suspense entry or brief; empty where there is none. */
            subject: string;
        };
        /** @description What differs between two plans; `limit` counts inputs and accounts together. */
        PlanDiff: {
            /** @description The accounts whose numbers differ; those of the pages before all inputs are told. */
            items: components["schemas"]["PlanUnitChange"][];
            /** @description … and of the other. */
            after: number;
            /** @description The number of the one plan … */
            before: number;
            /** @description What only one of them has. */
            inputs: components["schemas"]["PlanInputChange"][];
            month: components["schemas"]["YearMonth"];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /** @description One input that only one of the two plans has. */
        PlanInputChange: {
            /** @description Whether the second plan has it; else the first. */
            added: boolean;
            /** @description What sort of input it is. */
            kind: components["schemas"]["InputKind"];
            /** @description Which one: its id, hash or name. */
            subject: string;
        };
        /** @description Why a plan is not approved. */
        PlanRejection: {
            /** @description Of the plan that was read; refused where another one is sealed. */
            plan_sha256?: components["schemas"]["Sha256Hex"] | null;
            /** @description Why the plan is not approved; other operators read it. */
            reason: string;
        };
        /** @description One account and currency that the two plans treat differently. */
        PlanUnitChange: {
            /** @description Whose sums change. */
            account: components["schemas"]["Account"];
            /** @description In the later plan. */
            after: components["schemas"]["PlannedSums"];
            /** @description In the earlier plan. */
            before: components["schemas"]["PlannedSums"];
            /** @description By how much the payable changes. */
            change: components["schemas"]["Amount"];
            /** @description Of all amounts in this change. */
            currency: components["schemas"]["Currency"];
            /** @description All further ones together; null where there are no more than that. */
            other_reasons: components["schemas"]["OtherPlanChangeReasons"] | null;
            /** @description At most 200: those that change most. */
            reasons: components["schemas"]["PlanChangeReason"][];
        };
        /** @description What an account has in one plan. */
        PlannedSums: {
            /** @description What corrections give or take. */
            adjustments: components["schemas"]["Amount"];
            /** @description Carried into the next month. */
            closing: components["schemas"]["Amount"];
            /** @description Its parts of the revenue. */
            earnings: components["schemas"]["Amount"];
            /** @description What becomes due. */
            gross: components["schemas"]["Amount"];
            /** @description Carried over from the month before. */
            opening: components["schemas"]["Amount"];
            /** @description The tax in what becomes due. */
            withheld: components["schemas"]["Amount"];
        };
        /** @description One entry, explained. */
        Point: {
            /**
             * Format: date-time
             * @description The thing's own time, not the time of writing.
             */
            at: string;
            /** @description What the points are for, in a sentence. */
            because: string;
            /** @description The brief that it follows from; null where it is of no brief. */
            brief: components["schemas"]["BriefId"] | null;
            /** @description Who has the points. */
            member: components["schemas"]["MemberId"];
            /** @description Whether it undoes the entry of the same rule and subject. */
            opposite: boolean;
            /** @description How many; below zero where an entry is undone. */
            points: number;
            /** @description The policy it was given under. */
            policy_version: number;
            /** @description What they are for. */
            rule: components["schemas"]["PointRule"];
            /** @description The id of the thing it is for. */
            subject: string;
            /** @description The total of a judged version, in hundredths of a star; null where it is of no verdict. */
            total_centistars: number | null;
        };
        /**
         * @description What points are given for. Each counts once per member and subject.
         *     - `profile_complete`: The profile is complete, once.
         *     - `judged`: A version was judged: no points, but its total counts for the mean.
         *     - `approved`: A track was approved.
         *     - `quality`: How far above three stars an approved track is.
         *     - `shortlisted`: A track was shortlisted.
         *     - `selected`: A track was selected.
         *     - `resubmission`: A new version is at least a star better than the one before.
         *     - `review_on_time`: A review was delivered in time.
         *     - `review_expired`: A review was not delivered.
         *     - `invitation_unused`: An invitation was accepted and nothing submitted.
         * @enum {string}
         */
        PointRule: "profile_complete" | "judged" | "approved" | "quality" | "shortlisted" | "selected" | "resubmission" | "review_on_time" | "review_expired" | "invitation_unused";
        /** @description Every entry, so that the sum can be checked by hand. */
        Points: {
            items: components["schemas"]["Point"][];
            /** @description Where the entries go on, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
            standing: components["schemas"]["Standing"];
        };
        /** @description What everybody may see of a member. */
        Portfolio: {
            /** @description The credits, the newest first. */
            items: components["schemas"]["Credit"][];
            /** @description What the member says of themselves; null where nothing. */
            bio: components["schemas"]["Text"] | null;
            /** @description What they have achieved; null where they do not want it shown. */
            counts: components["schemas"]["Counts"] | null;
            /** @description The name that the member goes by; null where they have said none. */
            display_name: components["schemas"]["Title"] | null;
            genre_tags: components["schemas"]["Tag"][];
            id: components["schemas"]["MemberId"];
            /** @description Whether the member is a co-producer of the platform. */
            is_coproducer: boolean;
            /** @description How far they have come; null where they do not want it shown. */
            level: components["schemas"]["StatusLevel"] | null;
            /** @description Each https, and opened at the reader's own risk. */
            links: components["schemas"]["HttpsLink"][];
            /** @description Where the credits go on, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
            /** @description Mean place of the winners in their rankings, in basis points; null before the first, and where they do not want it shown. */
            taste_alignment_bp: number | null;
            /** @description Mean usefulness of their reviews, in basis points; null before one was judged, and where they do not want it shown. */
            usefulness_bp: number | null;
        };
        /**
         * @description What came of a preference for a level, which is never required.
         *     - `senior`: A Senior was there for a tie-break.
         *     - `lead`: A Lead was there to listen beside somebody on probation.
         *     - `waits_for_senior`: A Senior who cannot just now is waited for, a day at most.
         *     - `waits_for_lead`: The same for a Lead.
         *     - `no_senior`: No Senior of the roster could, so that the ordinary rule chose.
         *     - `no_lead`: No Lead of the roster could, so that the ordinary rule chose.
         * @enum {string}
         */
        Preference: "senior" | "lead" | "waits_for_senior" | "waits_for_lead" | "no_senior" | "no_lead";
        /** @description The money that an operator has seen. */
        PrizeFunding: {
            /** @description As it was seen at the bank; it has to be what the brief promises. Above zero, with at most the decimals of its currency. */
            prize: {
                amount: components["schemas"]["Amount"];
                currency: components["schemas"]["Currency"];
            };
        };
        /** @description The prize of a brief was paid in, or goes back. It changes nothing that a month pays, but stands in its books: what is given out is an award of a prize. */
        PrizeMoney: {
            /** @description Whose prize it is. */
            brief: components["schemas"]["BriefId"];
            /** @description Whether it came in or goes back. */
            kind: components["schemas"]["PrizeMoneyKind"];
            /** @description The whole prize. */
            money: components["schemas"]["Money"];
            /** @description The revision of the brief that it was decided on: a draft may be paid for more than once. */
            number: number;
        };
        /**
         * @description Which way the money of a prize goes.
         *     - `received`: The client has paid it in.
         *     - `returned`: The client gets it back.
         * @enum {string}
         */
        PrizeMoneyKind: "received" | "returned";
        /**
         * @description Why somebody is paid a prize.
         *     - `selected`: Their track was selected.
         *     - `lapsed`: The client stayed silent.
         * @enum {string}
         */
        PrizeReason: "selected" | "lapsed";
        /** @description One part of a prize. */
        PrizeShare: {
            /** @description Who gets it. */
            member: components["schemas"]["MemberId"];
            /** @description How much, in whole minor units of the currency. */
            money: components["schemas"]["Money"];
            /** @description What it is for. */
            track: components["schemas"]["TrackId"];
        };
        /** @description How a function says no (RFC 9457): the standard's members, and what a client needs to go on. */
        Problem: {
            /** @description The problem in a few words, the same each time. */
            title: string;
            /**
             * Format: uri
             * @description What the problem is: the part after the last `/` is the id of a rule and keeps its meaning for ever. `docs/problems.md` says what to do about each.
             */
            type: string;
            /** @description The moves that are possible now. */
            allowed?: string[];
            /** @description The attempt of the payout that stands. */
            attempt?: number;
            /** @description How much more may be reported as heard now, in milliseconds. */
            budget_ms?: number;
            /** @description What is wrong in this case, in words for a person; never to be parsed. */
            detail: string;
            /** @description What of the books differs from the plan. */
            differences?: components["schemas"]["MonthDifference"][];
            /** @description The entries that are open, the oldest first. */
            entries?: components["schemas"]["EntryStanding"][];
            /** @description What is wrong with the body, or with the query, place by place. */
            errors?: components["schemas"]["BrokenRule"][];
            /** @description How many more of them there are than are named. */
            errors_omitted?: number;
            /** @description The fields that are fixed. */
            fields?: string[];
            /** @description The composer's level. */
            level?: components["schemas"]["StatusLevel"];
            /** @description How many entries may be open. */
            max?: number;
            /** @description The promised answers that are not there. */
            missing?: components["schemas"]["MissingAnswer"][];
            /** @description What an application as co-producer lacks, in words. */
            missing_to_apply?: string;
            /** @description The month that is meant. */
            month?: components["schemas"]["YearMonth"];
            /** @description The attempt that the request named. */
            named_attempt?: number;
            /** @description The media types in which the answer can be had. */
            offered?: string[];
            /** @description How many entries are open. */
            open?: number;
            /** @description The operators who may decide it. */
            operators?: components["schemas"]["MemberId"][];
            /** @description The payouts that are meant. */
            payouts?: components["schemas"]["PayoutId"][];
            /** @description The plan that is sealed now. */
            plan_sha256?: components["schemas"]["Sha256Hex"];
            /** @description The month before, which has to be posted first. */
            previous_month?: components["schemas"]["YearMonth"];
            /** @description Where that month stands. */
            previous_state?: components["schemas"]["MonthState"];
            /**
             * Format: date-time
             * @description From when on it is possible to apply again.
             */
            reapply_from?: string;
            /** @description Where the thing stands. */
            state?: string;
            /** @description The status of the answer. */
            status: number;
            /** @description The tracks that stand in the way. */
            tracks?: components["schemas"]["TrackId"][];
            /** @description Those who have not confirmed their part yet. */
            unconfirmed?: components["schemas"]["MemberId"][];
        };
        /**
         * @description What the music is for; a private credit says no more of it than this.
         * @enum {string}
         */
        ProductionKind: "campaign" | "tv_series" | "film" | "game" | "other";
        /** @description What a member may say of themselves. */
        Profile: {
            /** @default available */
            availability?: components["schemas"]["Availability"] | null;
            bio?: components["schemas"]["Text"] | null;
            /** @description For clients whose brief was won; nobody else is shown it. */
            contact?: components["schemas"]["ShortText"] | null;
            display_name?: components["schemas"]["Title"] | null;
            /** @default [] */
            genre_tags?: components["schemas"]["Tag"][] | null;
            /** @description Whether others find the member; left out, it stays as it is. */
            in_directory?: boolean | null;
            /** @default [] */
            links?: components["schemas"]["HttpsLink"][] | null;
            /** @description Above zero, with at most the decimals of its currency. */
            minimum_fee?: {
                amount: components["schemas"]["Amount"];
                currency: components["schemas"]["Currency"];
            } | null;
            /** @description What everybody is shown; left out, it stays as it is. */
            public_page?: {
                /**
                 * @description How often what happened; null where the member does not show it.
                 * @default true
                 */
                counts?: boolean | null;
                /**
                 * @description The level.
                 * @default true
                 */
                level?: boolean | null;
                /**
                 * @description Whether others see how the member's scores agree with the outcome.
                 * @default false
                 */
                taste_alignment?: boolean | null;
                /**
                 * @description Whether others see how useful the member's reviews are found.
                 * @default false
                 */
                usefulness?: boolean | null;
            } | null;
        };
        /** @description A proof with the line that people read. */
        Proof: {
            /** @description The total of all revenue files: matched and in suspense. */
            in: components["schemas"]["Amount"];
            /** @description What operators agreed on; all other movements add up to zero. */
            adjustments: components["schemas"]["Amount"];
            /** @description What payees have at the end. */
            closing_payees: components["schemas"]["Amount"];
            /** @description What waits at the end. */
            closing_suspense: components["schemas"]["Amount"];
            /** @description Of all amounts in this row. */
            currency: components["schemas"]["Currency"];
            /** @description What becomes due to payees. */
            gross_due: components["schemas"]["Amount"];
            /** @description All of it in one line, for people. */
            line: string;
            /** @description What payees had at the start. */
            opening_payees: components["schemas"]["Amount"];
            /** @description What waited at the start. */
            opening_suspense: components["schemas"]["Amount"];
            /** @description What this month left with the platform. */
            platform: components["schemas"]["Amount"];
            /** @description The deposits of clients that were given out. */
            prizes: components["schemas"]["Amount"];
        };
        /** @description The same for everybody. */
        PublicErasure: {
            /**
             * Format: date-time
             * @description Until when everything is erased.
             */
            erase_by: string;
            member: components["schemas"]["MemberId"];
            state: components["schemas"]["ErasureState"];
        };
        /** @description What everybody may see on a member's public page, beside name, words, genres and credits. */
        PublicPage: {
            /** @description How many tracks were approved, shortlisted and selected. */
            counts: boolean;
            /** @description Whether the page shows the status level. */
            level: boolean;
            /** @description How high the winners stood in their rankings. */
            taste_alignment: boolean;
            /** @description How useful composers found their reviews. */
            usefulness: boolean;
        };
        /** @description The key that verifies what the studio signs. */
        PublishedKey: {
            /**
             * @description `Ed25519` of RFC 8032.
             * @constant
             */
            algorithm: "Ed25519";
            /** @description 32 bytes in base64. */
            key: string;
        };
        /** @description A question as it is sent. */
        Question: {
            /** @description Null until the client has answered. */
            answer: components["schemas"]["ClientAnswer"] | null;
            /**
             * Format: date-time
             * @description When it was asked.
             */
            asked_at: string;
            /** @description For operators who have looked into the brief and take no part in it; null to everybody else, and where the asker has left for good. */
            asked_by: components["schemas"]["MemberId"] | null;
            brief: components["schemas"]["BriefId"];
            id: components["schemas"]["QuestionId"];
            /** @description Whether the caller asked it. */
            mine: boolean;
            /** @description As it was asked. */
            text: components["schemas"]["Text"];
        };
        /**
         * @description A question on a brief.
         * @example qst_01ARZ3NDEKTSV4RRFFQ69G5FAV
         */
        QuestionId: string;
        /** @description One page of a list. */
        QuestionPage: {
            items: components["schemas"]["Question"][];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /** @description A review in its reviewer's queue. */
        QueuedReview: {
            /** @description Which version it is, counted from 1. */
            version: number;
            brief: components["schemas"]["BriefId"];
            /** @description Null where an embargo keeps it back, and in the answer to a change of the review. */
            brief_title: components["schemas"]["Title"] | null;
            /**
             * Format: date-time
             * @description Until when it may be declined; null while the deadline timer does not run yet.
             */
            decline_by: string | null;
            /**
             * Format: date-time
             * @description Until when it is to be delivered; null while the deadline timer does not run yet.
             */
            due_at: string | null;
            /** @description How long the track is. */
            duration_ms: number;
            /** @description The part of the track that was heard. */
            heard_bp: number;
            id: components["schemas"]["ReviewId"];
            /**
             * Format: date-time
             * @description When the deadline timer began; null while the review waits for a free one.
             */
            offered_at: string | null;
            /** @description What the composer said to it, without their name; null where nothing. */
            reaction: components["schemas"]["Reaction"] | null;
            state: components["schemas"]["ReviewState"];
            track: components["schemas"]["TrackId"];
            /** @description What stands for the track's title; null in the answer to a change of the review. */
            track_title: string | null;
            /** @description Why this reviewer, in words, as the listening room says it; null where no reason was recorded, and in the answer to a change of the review. */
            why_you: string | null;
        };
        /** @description One page of a list. */
        QueuedReviewPage: {
            items: components["schemas"]["QueuedReview"][];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /** @description One track, by its newest version that is answered. */
        RankedTrack: {
            /** @description What the track is called; null where it is not to be read any more. */
            title: components["schemas"]["Title"] | null;
            /** @description The version that ranks; null where it is not to be read any more. */
            version: number | null;
            /** @description The mean of the corrected totals, rounded down. */
            calibrated_centistars: number;
            /** @description The mean of the corrected totals, shrunk for few answers, rounded down. */
            calibrated_shrunk_centistars: number;
            /** @description Their mean, rounded down. */
            raw_centistars: number;
            /** @description Their mean, shrunk for few answers, rounded down. */
            raw_shrunk_centistars: number;
            /** @description How many totals it has. */
            reviews: number;
            /** @description The track that stands here. */
            track: components["schemas"]["TrackId"];
        };
        /** @description The ranking as it is sent. */
        Ranking: {
            /** @description Whether the severity of reviewers was taken off. */
            calibration: components["schemas"]["Calibration"];
            /** @description The tracks that have an answer, the best first. */
            places: components["schemas"]["RankedTrack"][];
            /** @description What was taken off whose totals. */
            reviewers: components["schemas"]["Severity"][];
            /** @description How few answers were weighed. */
            shrinkage: components["schemas"]["Shrinkage"];
        };
        /** @description A track as its client rates it. */
        RatedTrack: {
            brief: components["schemas"]["BriefId"];
            /** @description What stands now; null where the client has taken it back. */
            rating: components["schemas"]["ClientRating"] | null;
            track: components["schemas"]["TrackId"];
        };
        /** @description A level at the moment when it was reached. */
        ReachedLevel: {
            /**
             * Format: date-time
             * @description The time of the entry that completed it.
             */
            at: string;
            /** @description What stood there with that entry. */
            evidence: components["schemas"]["ComposerStanding"];
            /** @description The level that was reached. */
            level: components["schemas"]["StatusLevel"];
            /** @description The policy it was decided under. */
            policy_version: number;
        };
        /** @description What the composer says to a delivered review. */
        Reaction: {
            /** @description For each note in order: whether it has been addressed. */
            addressed: boolean[];
            /**
             * Format: date-time
             * @description When it was said.
             */
            at: string;
            /** @description A word of thanks; null where there is none. */
            thanks: components["schemas"]["Text"] | null;
            /** @description How useful it was. */
            useful: components["schemas"]["Score"];
        };
        /** @description Where to read something, for a while, without any header. */
        ReadLink: {
            /**
             * Format: date-time
             * @description Until when the link works.
             */
            expires_at: string;
            /** @description Where the bytes are. */
            url: string;
        };
        /**
         * @description Why a track is not approved.
         *     - `mood`: The mood is another one.
         *     - `energy`: The tempo or energy is another one.
         *     - `instrumentation`: The instruments are others.
         *     - `composition`: Melody, harmony or form.
         *     - `production`: Sound, performance or mix.
         *     - `originality`: Too close to something that exists.
         *     - `delivery`: Length, format or stems are not as asked.
         * @enum {string}
         */
        ReasonCode: "mood" | "energy" | "instrumentation" | "composition" | "production" | "originality" | "delivery";
        /** @description A reference medium as it is sent. */
        ReferenceMedium: {
            title: components["schemas"]["Title"];
            /**
             * Format: date-time
             * @description When it was announced.
             */
            added_at: string;
            brief: components["schemas"]["BriefId"];
            /** @description What was measured in the file; null until it is ready. */
            facts: components["schemas"]["ShownFacts"] | null;
            /** @description The name of the file as the client calls it; null where they have said none, and to others. */
            filename: string | null;
            id: components["schemas"]["ReferenceMediumId"];
            /** @description Why the file is not taken; null where it is or was not looked at yet. */
            invalid_because: components["schemas"]["Text"] | null;
            /** @description MP3 without tags; null until it is ready. */
            preview: components["schemas"]["ReadLink"] | null;
            /**
             * Format: date-time
             * @description When the file was taken in or refused; null before.
             */
            received_at: string | null;
            /** @description Where it stands; to others than the client only what is ready is shown. */
            state: components["schemas"]["ReferenceMediumState"];
            /** @description Peaks in the BBC audiowaveform format; null until it is ready. */
            waveform: components["schemas"]["ReadLink"] | null;
        };
        /**
         * @description Music that a client lets everybody hear who reads their brief.
         * @example ref_01ARZ3NDEKTSV4RRFFQ69G5FAV
         */
        ReferenceMediumId: string;
        /** @description One page of a list. */
        ReferenceMediumPage: {
            items: components["schemas"]["ReferenceMedium"][];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /**
         * @description Where a reference medium stands.
         *     - `awaiting_upload`: An upload link was given out.
         *     - `analysing`: The file has landed and is looked at.
         *     - `ready`: It can be heard.
         *     - `invalid`: The file is no music that we take.
         * @enum {string}
         */
        ReferenceMediumState: "awaiting_upload" | "analysing" | "ready" | "invalid";
        /** @description What is answered to who refuses. */
        Refused: {
            /** @description Whether the share was refused. */
            refused: boolean;
            track: components["schemas"]["TrackId"];
        };
        /** @description A plan that was not approved, or not any more. */
        RejectedPlan: {
            /** @description Which plan of the month, from 1. */
            plan_no: number;
            /** @description In the words of the operator who rejected it. */
            reason: string;
            /**
             * Format: date-time
             * @description When it was rejected.
             */
            rejected_at: string;
            /** @description The operator who rejected it. */
            rejected_by: components["schemas"]["MemberId"];
            /** @description Of the plan; null where the month was frozen and had none. */
            sha256: components["schemas"]["Sha256Hex"] | null;
        };
        /**
         * @description Which of the two reminders it is.
         *     - `last_day`: Less than a day is left.
         *     - `last_hours`: Less than four hours are left.
         * @enum {string}
         */
        ReminderStage: "last_day" | "last_hours";
        /** @description A payout that was asked for. */
        RequestedPayout: {
            /**
             * Format: date-time
             * @description When it was asked.
             */
            asked_at: string;
            /** @description The month that pays it. */
            month: components["schemas"]["YearMonth"];
            reason: components["schemas"]["PayoutReason"];
        };
        /** @description What a submission is answered with. */
        Reserved: {
            /** @description Which version it is, counted from 1. */
            version: number;
            state: components["schemas"]["VersionState"];
            track: components["schemas"]["TrackId"];
            /** @description Where the file goes; null once it has landed, another one was announced in its place or the brief lets none in any more. */
            upload: components["schemas"]["UploadLink"] | null;
        };
        /** @description What an operator says of a file before sending it. */
        RevenueFileAnnouncement: {
            /**
             * @description The media type of the file.
             * @enum {string}
             */
            content_type: "text/csv" | "application/gzip";
            /** @description Of the bytes as they are sent: of the compressed ones, where they are. */
            sha256: components["schemas"]["Sha256Hex"];
            /** @description How large the file is. */
            size_bytes: number;
        };
        /** @description Why a reviewer does not want a track. */
        ReviewDecline: {
            /** @description Why the reviewer does not want the track. */
            reason: components["schemas"]["DeclineReason"];
            /** @description For operators; needed with the reason `other`. */
            words?: components["schemas"]["ShortText"] | null;
        };
        /** @description An answer that is still being written: the same fields, and each may be left out. No rule of a delivery refuses it. */
        ReviewDraft: {
            /**
             * @description For each of the reviewer's own notes on the version before, in the order of the room's `earlier_notes`: whether this version has addressed it.
             * @default []
             */
            confirmed?: boolean[] | null;
            /**
             * @description What the reviewer says of the track.
             * @default {
             *       "fit_term": null,
             *       "notes": [],
             *       "reason": null,
             *       "strengths": [],
             *       "text": null
             *     }
             */
            feedback?: {
                /** @description The word of the lexicon that the fit score is about. */
                fit_term?: components["schemas"]["ShortText"] | null;
                /**
                 * @description What is remarked at places in the track. More than 100 are refused by the rule `review_notes_not_too_many`.
                 * @default []
                 */
                notes?: {
                    /** @description Whether it says what to do. */
                    actionable: boolean;
                    /** @description Where, from the start of the track; of a range, where it begins. */
                    at_ms: number;
                    /** @description What is remarked. */
                    text: components["schemas"]["ShortText"];
                    /** @description Where the range ends, from the start of the track. */
                    until_ms?: number | null;
                }[] | null;
                /** @description Why the track is not approved. */
                reason?: components["schemas"]["ReasonCode"] | null;
                /**
                 * @description What is good about it, one line each.
                 * @default []
                 */
                strengths?: components["schemas"]["ShortText"][] | null;
                /** @description The letter to the composer, so far. */
                text?: components["schemas"]["Text"] | null;
            } | null;
            /**
             * @description The scores, from 1 to 5 stars each.
             * @default {
             *       "brief_fit": null,
             *       "composition": null,
             *       "delivery": null,
             *       "originality": null,
             *       "production": null
             *     }
             */
            scores?: {
                /** @description How well the track fits the brief. */
                brief_fit?: number | null;
                /** @description How good the composition is. */
                composition?: number | null;
                /** @description How well the track is delivered. */
                delivery?: number | null;
                /** @description How original the track is. */
                originality?: number | null;
                /** @description How good the production is. */
                production?: number | null;
            } | null;
            verdict?: components["schemas"]["Verdict"] | null;
        };
        /**
         * @description One reviewer's work on one version.
         * @example rev_01ARZ3NDEKTSV4RRFFQ69G5FAV
         */
        ReviewId: string;
        /**
         * @description Where a review stands.
         *     - `queued`: Given to a reviewer whose deadline timers are all running; its own does not run yet.
         *     - `assigned`: Offered to a reviewer; the deadline timer runs.
         *     - `delivered`: The answer is in.
         *     - `declined`: The reviewer does not want it.
         *     - `expired`: The reviewer was too late.
         *     - `released`: Not needed any more: the track was withdrawn, the brief cancelled, the reviewer left.
         *     - `voided`: Struck out after a dispute.
         * @enum {string}
         */
        ReviewState: "queued" | "assigned" | "delivered" | "declined" | "expired" | "released" | "voided";
        /** @description An answer that is sent in. */
        ReviewSubmission: {
            /**
             * @description For each of the reviewer's own notes on the version before, in the order of the room's `earlier_notes`: whether this version has addressed it.
             * @default []
             */
            confirmed?: boolean[] | null;
            /** @description What the reviewer says of the track. */
            feedback: {
                /** @description The word of the lexicon that the fit score is about. */
                fit_term?: components["schemas"]["ShortText"] | null;
                /** @description What is remarked at places in the track. More than 100 are refused by the rule `review_notes_not_too_many`. */
                notes: {
                    /** @description Whether it says what to do. */
                    actionable: boolean;
                    /** @description Where, from the start of the track; of a range, where it begins. */
                    at_ms: number;
                    /** @description What is remarked. */
                    text: components["schemas"]["ShortText"];
                    /** @description Where the range ends, from the start of the track. */
                    until_ms?: number | null;
                }[];
                /** @description Why the track is not approved. */
                reason?: components["schemas"]["ReasonCode"] | null;
                /** @description What is good about it, one line each. */
                strengths: components["schemas"]["ShortText"][];
                /** @description The letter to the composer. */
                text: components["schemas"]["Text"];
            };
            /** @description The scores, from 1 to 5 stars each. */
            scores: {
                /** @description How well the track fits the brief. */
                brief_fit: number;
                /** @description How good the composition is. */
                composition: number;
                /** @description How well the track is delivered. */
                delivery: number;
                /** @description How original the track is. */
                originality: number;
                /** @description How good the production is. */
                production: number;
            };
            verdict: components["schemas"]["Verdict"];
        };
        /**
         * @description What a member may be. A co-producer is a composer with a record of their own, not a role.
         *     - `client`: Posts briefs.
         *     - `composer`: Sends tracks.
         *     - `operator`: Runs the studio: decides disputes, appoints, plans and pays months.
         * @enum {string}
         */
        Role: "client" | "composer" | "operator";
        /** @description What a member's record says that they may be. */
        Roles: {
            member: components["schemas"]["MemberId"];
            roles: components["schemas"]["HeldRole"][];
        };
        /**
         * @description The ids that stand in a problem's `type` or in its `errors`; a published id keeps its meaning for ever.
         *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
         *     - `query`: a query has only the parameters that are known, each with a value that it can have
         *     - `validation`: a body follows every rule; all that are broken are named at once
         *     - `too_large`: a body has at most 256 KiB, a file of the bank 4 MiB as it is sent
         *     - `method_not_allowed`: a path is asked with a method that it has
         *     - `not_acceptable`: the `Accept` header names a media type in which the answer can be had
         *     - `type`: a field has the JSON type that it is described with
         *     - `missing`: a field that is needed is there
         *     - `unknown_field`: a body has only fields that are known
         *     - `repeated`: a query parameter stands only once
         *     - `length`: a text or a list is as long as allowed
         *     - `blank`: a text is not blank
         *     - `control_character`: a text has no control characters
         *     - `range`: a number is within its bounds
         *     - `enum`: a word is one of those that are known
         *     - `format`: a value has the form that its description gives
         *     - `unauthenticated`: a caller shows an access token that names them
         *     - `forbidden`: a caller does only what their part allows
         *     - `not_found`: what is asked for exists, and the caller may know of it
         *     - `state`: a thing makes only the moves that its state allows
         *     - `stale`: whoever changes something has seen it as it is now
         *     - `if_match_required`: whoever amends something says which version they have read
         *     - `changed_in_between`: of two changes at the same moment the first one counts
         *     - `busy`: the studio is not too busy to answer
         *     - `internal`: the studio makes no mistake of its own
         *     - `idempotency_key_reused`: an idempotency key belongs to one request
         *     - `prize_not_funded`: a brief with a prize opens once the prize has been received
         *     - `no_prize`: only a prize that was promised is received
         *     - `deadline_passed`: a brief opens before its deadline
         *     - `unanswered_tracks`: no award while a valid track lacks an answer that was promised to its newest version
         *     - `not_reviewed`: only a version with a delivered review is shortlisted or selected
         *     - `selection_reason`: a selection says in at least five words why this one
         *     - `another_track_selected`: one version is selected, once
         *     - `fixed_once_open`: prize, visibility, reviews per track, seats, pool and licence are fixed once a brief is open
         *     - `pool_bounds`: the co-producers' pool of any brief is from 1 to 5 %
         *     - `deadline_only_later`: the deadline of an open brief only moves later
         *     - `coproducer_left`: whoever has left a brief is not appointed to it again
         *     - `no_lexicon`: only a lexicon that was proposed is confirmed or sent back
         *     - `stale_lexicon_version`: whoever confirms a lexicon has read its newest version
         *     - `lexicon`: a lexicon translates each word once, into bounds that are in order
         *     - `lexicon_client_word`: a term of a lexicon is a word of the client, or says because of what it is there
         *     - `question_answered`: a question is answered once, for all
         *     - `coproducer_excluded`: nobody co-produces a brief that they posted, entered, oversee or are invited to
         *     - `no_coproducer`: only a co-producer of the platform is appointed to a brief
         *     - `coproducer`: a co-producer of a brief is not invited to enter it
         *     - `owner`: the client of a brief is not invited to enter it
         *     - `too_many_reference_media`: a brief has at most five reference media
         *     - `https_link`: a link of a profile begins with https:// and names a host
         *     - `iban`: an IBAN has a country, a length, a structure and check digits that belong together
         *     - `outside_sepa`: euros are paid to an IBAN of a country within SEPA
         *     - `no_paying_account`: euros are paid once the studio has an account to pay from
         *     - `batch_under_way`: nothing is said of a payment before its batch has its files for the bank
         *     - `superseded_attempt`: a word on a payout names the attempt that stands
         *     - `own_decision`: whoever reopened a payout does not pay it again: another operator does
         *     - `bank_file_required`: only a payment that no file for the bank takes is settled by hand
         *     - `unknown_payouts`: a month closes once somebody has found out what became of every payout
         *     - `trial_balance_differs`: a month closes only if its books agree with its plan
         *     - `posting_under_way`: a month closes while the next one is not half posted
         *     - `brief_not_open`: a track comes before the deadline, a further version in time after its verdict and before the last ones end
         *     - `too_many_open_entries`: a composer has as many entries open at once as their level allows: 3, 10, 30 or 60
         *     - `too_many_entries_of_brief`: a composer has at most three entries open in one brief
         *     - `own_brief`: a client does not enter their own brief
         *     - `coproducer_of_brief`: a co-producer of a brief does not enter it
         *     - `oversees_brief`: whoever has looked into a running brief as an operator takes no part in it
         *     - `not_sent_back`: a further version follows only one that was sent back
         *     - `too_many_versions`: a track has at most five versions
         *     - `unchanged_audio`: a further version is another recording than the ones before it
         *     - `duplicate_audio`: a recording is submitted once, by one composer
         *     - `format_taken`: a file is announced in a format that the brief takes
         *     - `addressed_note_known`: a further version names only notes of the reviews of the version before
         *     - `track_withdrawn`: a withdrawn track takes no further version
         *     - `track_selected`: what has won is neither taken back nor shared out anew
         *     - `not_selected`: the original is handed over once its track has been selected
         *     - `writer_listed_once`: a writer is named once
         *     - `composer_among_writers`: whoever submitted a track is one of its writers
         *     - `composer_stays`: whoever submitted a track does not refuse their own share
         *     - `share_agreed`: whoever has agreed with a share keeps it once the track has won
         *     - `shares_sum_to_one`: the writers' shares add up to the whole
         *     - `stale_share`: whoever agrees with a share has read it as it is now
         *     - `nothing_to_play`: only what was taken in as music can be heard
         *     - `review_heard_enough`: at least 80 % of the track has been heard
         *     - `review_heard_no_faster`: what a person reports as heard, they had the time to play: nothing plays faster than 1×
         *     - `review_interval_forwards`: a played interval ends where it starts or later
         *     - `review_words_enough`: the feedback has at least 15 words
         *     - `review_words_distinct`: the feedback has at least 10 different words
         *     - `review_not_repetitive`: at most three in ten phrases of the feedback repeat an earlier one
         *     - `review_strength_named`: the feedback names at least one strength
         *     - `review_note_actionable`: unless the track is approved, at least one note says what to do, and where
         *     - `review_note_inside_track`: every note points to a time inside the track
         *     - `review_note_forwards`: a note about a range ends after it begins
         *     - `review_notes_not_too_many`: the feedback has at most 100 notes
         *     - `review_reason_given`: a track that is not approved gets a reason code
         *     - `review_confirms_notes`: whoever hears a further version says of each of their notes whether it was addressed
         *     - `review_not_near_copy`: the text is not a near copy of one of the reviewer's last 20 texts
         *     - `review_not_copied_from_others`: the text is not a near copy of what another reviewer has said in the same brief
         *     - `review_verdict_fits_scores`: the verdict is one that the scores leave open
         *     - `review_fit_cites_term`: where the brief has a confirmed lexicon, the fit score cites one of its words
         *     - `already_delivered_differently`: a review is delivered once: another answer does not replace it
         *     - `too_late_to_decline`: a review is declined within a day of its offer
         *     - `review_reaction_covers_notes`: a reaction says of every note, in their order, whether it was addressed
         *     - `ask_over`: whoever is asked to review accepts while the slot is open and they may review it
         *     - `not_due`: a review expires only after it was due
         *     - `review_decline_says_what`: whoever declines for another reason says in words which one
         *     - `already_reacted_differently`: a composer reacts to a review once
         *     - `too_late_to_dispute`: a review is disputed within 14 days of its delivery
         *     - `already_disputed`: a review is disputed once
         *     - `already_replied_to_dispute`: a reviewer answers a dispute once
         *     - `dispute_decided`: a reviewer answers a dispute before it is decided
         *     - `not_disputed`: only a review that is disputed has a dispute to answer or to decide
         *     - `already_coproducer`: whoever co-produces already, or has applied, is not named a founder
         *     - `application_needs_more`: whoever applies as co-producer is at least Junior and has three approved tracks, by what is public
         *     - `trial_track_closed`: only an answered track of a public brief that has ended is marked for trials
         *     - `already_answered_trial`: a track of a trial is answered once
         *     - `trial_noted`: an answer to a track of a trial has at least one note
         *     - `trial_unfinished`: whoever was given a trial is accepted once they have answered its tracks
         *     - `reapply_later`: whoever was declined applies again after 180 days
         *     - `erased`: a token of somebody who was erased opens nothing any more
         *     - `account_closing`: whoever has asked to be erased is invited to nothing and becomes no co-producer any more
         *     - `nothing_to_appeal`: only a co-producer who is suspended or revoked appeals
         *     - `already_appealed`: each suspension is appealed once
         *     - `no_appeal`: only an appeal that waits is decided
         *     - `founder_is_composer`: whoever is named a founding co-producer is a composer first
         *     - `founder_is_known`: whoever is named a founding co-producer has a complete profile
         *     - `founding_seats_taken`: only the first five co-producers are founders
         *     - `month_frozen`: a file joins a month before it is frozen
         *     - `month_not_started`: files and books are of months that have begun
         *     - `month_not_ended`: a month is frozen after it has ended
         *     - `previous_month_unposted`: months follow each other: a step waits for the month before
         *     - `stale_opening`: a plan opens with what the month before closed with
         *     - `not_planned`: a month is shown payee by payee once it is planned
         *     - `own_matter`: nobody decides what concerns themselves: another operator does
         *     - `approver_contributed`: nobody approves a month that they put something into
         *     - `adjusts_posted`: an adjustment corrects a month that is posted
         *     - `adjustment_entries`: an adjustment gives or takes something, once an account, of known payees and the platform alone
         *     - `unknown_payee`: a rate of tax and a hold are for somebody whom the studio knows
         *     - `own_adjustment`: an adjustment is approved by another operator
         *     - `not_awarded`: only what was awarded is matched with money, has a recording code or a void award
         *     - `award_void`: money in suspense is matched with a track whose award stands
         *     - `already_matched_differently`: money in suspense is matched once
         *     - `isrc_taken`: a recording code is one track's alone
         *     - `award_not_void`: only an award that was found void is restored
         *     - `payout_requested`: a payout below the minimum is asked for once a year
         *     - `no_plan`: a plan follows from what is in its month
         *     - `posting_started`: a plan is rejected before its posting begins
         * @enum {string}
         */
        Rule: "malformed" | "query" | "validation" | "too_large" | "method_not_allowed" | "not_acceptable" | "type" | "missing" | "unknown_field" | "repeated" | "length" | "blank" | "control_character" | "range" | "enum" | "format" | "unauthenticated" | "forbidden" | "not_found" | "state" | "stale" | "if_match_required" | "changed_in_between" | "busy" | "internal" | "idempotency_key_reused" | "prize_not_funded" | "no_prize" | "deadline_passed" | "unanswered_tracks" | "not_reviewed" | "selection_reason" | "another_track_selected" | "fixed_once_open" | "pool_bounds" | "deadline_only_later" | "coproducer_left" | "no_lexicon" | "stale_lexicon_version" | "lexicon" | "lexicon_client_word" | "question_answered" | "coproducer_excluded" | "no_coproducer" | "coproducer" | "owner" | "too_many_reference_media" | "https_link" | "iban" | "outside_sepa" | "no_paying_account" | "batch_under_way" | "superseded_attempt" | "own_decision" | "bank_file_required" | "unknown_payouts" | "trial_balance_differs" | "posting_under_way" | "brief_not_open" | "too_many_open_entries" | "too_many_entries_of_brief" | "own_brief" | "coproducer_of_brief" | "oversees_brief" | "not_sent_back" | "too_many_versions" | "unchanged_audio" | "duplicate_audio" | "format_taken" | "addressed_note_known" | "track_withdrawn" | "track_selected" | "not_selected" | "writer_listed_once" | "composer_among_writers" | "composer_stays" | "share_agreed" | "shares_sum_to_one" | "stale_share" | "nothing_to_play" | "review_heard_enough" | "review_heard_no_faster" | "review_interval_forwards" | "review_words_enough" | "review_words_distinct" | "review_not_repetitive" | "review_strength_named" | "review_note_actionable" | "review_note_inside_track" | "review_note_forwards" | "review_notes_not_too_many" | "review_reason_given" | "review_confirms_notes" | "review_not_near_copy" | "review_not_copied_from_others" | "review_verdict_fits_scores" | "review_fit_cites_term" | "already_delivered_differently" | "too_late_to_decline" | "review_reaction_covers_notes" | "ask_over" | "not_due" | "review_decline_says_what" | "already_reacted_differently" | "too_late_to_dispute" | "already_disputed" | "already_replied_to_dispute" | "dispute_decided" | "not_disputed" | "already_coproducer" | "application_needs_more" | "trial_track_closed" | "already_answered_trial" | "trial_noted" | "trial_unfinished" | "reapply_later" | "erased" | "account_closing" | "nothing_to_appeal" | "already_appealed" | "no_appeal" | "founder_is_composer" | "founder_is_known" | "founding_seats_taken" | "month_frozen" | "month_not_started" | "month_not_ended" | "previous_month_unposted" | "stale_opening" | "not_planned" | "own_matter" | "approver_contributed" | "adjusts_posted" | "adjustment_entries" | "unknown_payee" | "own_adjustment" | "not_awarded" | "award_void" | "already_matched_differently" | "isrc_taken" | "award_not_void" | "payout_requested" | "no_plan" | "posting_started";
        /** @description A rule that a delivery has to meet. */
        RuleMet: {
            /** @description The rule in words. */
            detail: string;
            /** @description Whether the draft meets it, and what was heard; false also while that cannot be said yet: nothing says whether a text that is too short repeats itself. */
            met: boolean;
            /** @description By its stable id. */
            rule: components["schemas"]["Rule"];
        };
        /** @description A score in stars: 1, poor, to 5, excellent. */
        Score: number;
        /** @description The five scores of one review. */
        Scores: {
            /** @description How well it answers the brief; counts 4000 basis points. */
            brief_fit: components["schemas"]["Score"];
            /** @description Melody, harmony, form; counts 2000. */
            composition: components["schemas"]["Score"];
            /** @description Whether it comes as asked; counts 1000. */
            delivery: components["schemas"]["Score"];
            /** @description How much of its own it has; counts 1000. */
            originality: components["schemas"]["Score"];
            /** @description Sound and mix; counts 2000. */
            production: components["schemas"]["Score"];
        };
        /** @description The version that has won a brief. */
        Selection: {
            /** @description Which of its versions. */
            version: number;
            /**
             * Format: date-time
             * @description When it was selected.
             */
            at: string;
            /** @description The track that has won. */
            track: components["schemas"]["TrackId"];
        };
        /** @description Own scores minus a reviewer's: above zero is where the composer thought better of it. */
        SelfScoreGap: {
            /** @description In stars, -4 to 4. */
            brief_fit: number;
            /** @description In stars, -4 to 4. */
            composition: number;
            /** @description In stars, -4 to 4. */
            delivery: number;
            /** @description In stars, -4 to 4. */
            originality: number;
            /** @description In stars, -4 to 4. */
            production: number;
            /** @description Of the weighted totals, in hundredths of a star. */
            total_centistars: number;
        };
        /** @description How a reviewer compares. */
        Severity: {
            /** @description What is taken off each of their totals, in hundredths of a star. */
            correction_centistars: number;
            /** @description The median distance from the mean of the others on those tracks, in hundredths of a star; above 0 is kinder than they are. */
            median_centistars: number;
            /** @description Who compares. */
            reviewer: components["schemas"]["MemberId"];
            /** @description Tracks that others scored too. */
            shared_tracks: number;
        };
        /**
         * @description A SHA-256 as 64 hexadecimal digits: read in either case, written in lower case.
         * @example e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
         */
        Sha256Hex: string;
        /** @description A share in parts per million, 1000000 the whole. */
        Share: number;
        /** @description What a payee had before a correction. */
        ShareBefore: {
            share_ppm: components["schemas"]["Share"];
            /** @description Which split of the track it is. */
            split_number: number;
        };
        /** @description A matter that may have every operator as a party. */
        SharedMatter: {
            /** @constant */
            kind: "dispute";
            review: components["schemas"]["ReviewId"];
        } | {
            brief: components["schemas"]["BriefId"];
            /** @constant */
            kind: "award";
            track: components["schemas"]["TrackId"];
        } | {
            brief: components["schemas"]["BriefId"];
            /** @constant */
            kind: "isrc";
            track: components["schemas"]["TrackId"];
        } | {
            entry: components["schemas"]["SuspenseId"];
            /** @constant */
            kind: "suspense_match";
        };
        /**
         * @description One line: a reference, a mood word, a strength, a reason, a contact, a territory.
         * @example warm, but not sleepy
         */
        ShortText: string;
        /** @description A track as its client chooses. */
        ShortlistedTrack: {
            /** @description Of the track. */
            title: components["schemas"]["Title"];
            brief: components["schemas"]["BriefId"];
            /**
             * Format: date-time
             * @description Null where it has not won.
             */
            selected_at: string | null;
            /**
             * Format: date-time
             * @description Null where it is not on the shortlist.
             */
            shortlisted_at: string | null;
            track: components["schemas"]["TrackId"];
        };
        /** @description The measured facts as they are sent: those that can be heard, and those that tell the file, which are null to whom must not see them. */
        ShownFacts: {
            /** @description The container that was found; null to who must not see the file. */
            format: components["schemas"]["AudioFormat"] | null;
            /** @description Bits of one sample; null where the codec has no fixed number, and to who must not see the file. */
            bits_per_sample: number | null;
            /** @description How many channels it has. */
            channels: number;
            /** @description Samples at full scale. */
            clipped_samples: number;
            /** @description The codec in it; null to who must not see the file. */
            codec: string | null;
            /** @description How long the piece lasts, in milliseconds. */
            duration_ms: number;
            /** @description Silence before the first sound, in milliseconds. */
            leading_silence_ms: number;
            /** @description Integrated loudness in hundredths of a LUFS; null where it is too short or too quiet for it. */
            loudness_centi_lufs: number | null;
            /** @description Samples per second and channel. */
            sample_rate_hz: number;
            /** @description Of the file's bytes; null to who must not see the file. */
            sha256: components["schemas"]["Sha256Hex"] | null;
            /** @description Size of the file in bytes; null to who must not see the file. */
            size_bytes: number | null;
            /** @description All silence, in milliseconds; null to who must not see the file. */
            total_silence_ms: number | null;
            /** @description Silence after the last sound, in milliseconds. */
            trailing_silence_ms: number;
            /** @description True peak in hundredths of a dBTP; null where there is only silence. */
            true_peak_centi_dbtp: number | null;
        };
        /** @description How means of few answers are shrunk: each track ranks as if it had so many answers more. */
        Shrinkage: {
            /** @description How many answers are added to those of each track. */
            prior_answers: number;
            /** @description What those answers say, in hundredths of a star. */
            prior_centistars: number;
        };
        /** @description A signature under the published key. */
        Signature: {
            /**
             * @description `Ed25519` of RFC 8032.
             * @constant
             */
            algorithm: "Ed25519";
            /** @description 64 bytes in base64. */
            value: string;
        };
        /** @description A document with its signature. */
        SignedCreditDocument: {
            /** @description Of the member; null where they have none, or are not a member any more. */
            name: string | null;
            /**
             * Format: date-time
             * @description When the brief was awarded.
             */
            awarded_at: string;
            brief: components["schemas"]["BriefId"];
            /** @description What the brief is called; null where `redacted` keeps it from everybody but the member. */
            brief_title: components["schemas"]["Title"] | null;
            /**
             * Format: date-time
             * @description Until when the winner is not named; null where there is no embargo.
             */
            embargo_until: string | null;
            id: components["schemas"]["CreditId"];
            member: components["schemas"]["MemberId"];
            production: components["schemas"]["ProductionKind"];
            /** @description What may be said of it whatever is kept back. */
            public_line: string;
            /** @description Whether names and titles are taken out. */
            redacted: boolean;
            role: components["schemas"]["CreditRole"];
            /** @description What its holder may give out: it leads to the credit under an embargo too. Null but in the member's own list. */
            share_link: string | null;
            /** @description Over all other members, as canonical JSON. */
            signature: components["schemas"]["Signature"];
            state: components["schemas"]["CreditState"];
            track: components["schemas"]["TrackId"];
            /** @description What the track is called; null where `redacted` keeps it from everybody but the member. */
            track_title: components["schemas"]["Title"] | null;
            /** @description In which the brief was awarded, in UTC. */
            year: number;
        };
        /** @description A document with its signature. */
        SignedLicenceDocument: {
            /** @description The version that was selected, and no other one. */
            version: number;
            /** @description What the track was made for. */
            brief: components["schemas"]["BriefId"];
            /** @description The brief's title at the award. */
            brief_title: components["schemas"]["Title"];
            /**
             * Format: date-time
             * @description When the award was made.
             */
            granted_at: string;
            /** @description The client. */
            licensee: components["schemas"]["MemberId"];
            /** @description What the music is for. */
            production: components["schemas"]["ProductionKind"];
            /** @description Of the original file. */
            sha256: components["schemas"]["Sha256Hex"];
            /** @description Over all other members, as canonical JSON. */
            signature: components["schemas"]["Signature"];
            /** @description What is granted. */
            terms: components["schemas"]["LicenceTerms"];
            /** @description What is licensed. */
            track: components["schemas"]["TrackId"];
            /** @description The track's title at the award. */
            track_title: components["schemas"]["Title"];
            /** @description What was said, in words. */
            words: string;
            /** @description The writers who had agreed to their shares. */
            writers: components["schemas"]["MemberId"][];
        };
        /** @description A brief on which a track may be at home. */
        SimilarBrief: {
            /** @description What the brief is called. */
            title: components["schemas"]["Title"];
            brief: components["schemas"]["BriefId"];
            /**
             * Format: date-time
             * @description Until when it takes tracks.
             */
            deadline: string;
            /** @description The genres that both ask for. */
            shared_tags: components["schemas"]["Tag"][];
        };
        /**
         * @description How far an attempt at a slot has come.
         *     - `queued`: Given, but the reviewer already has as many deadline timers running as one may have.
         *     - `assigned`: Given; the deadline timer runs.
         *     - `delivered`: The review is in.
         *     - `relinquished`: Declined, expired or released: another reviewer is sought.
         *     - `voided`: The review was voided after a dispute: another reviewer is sought.
         * @enum {string}
         */
        SlotState: "queued" | "assigned" | "delivered" | "relinquished" | "voided";
        /** @description The split that applies now. */
        Split: {
            /** @description From 1; a refusal or a voided review makes the next one. */
            number: number;
            rows: components["schemas"]["SplitRow"][];
            /** @description The first month that it applies to. */
            since: components["schemas"]["YearMonth"];
            track: components["schemas"]["TrackId"];
        };
        /** @description The part of one account in what a track earns. */
        SplitRow: {
            account: components["schemas"]["Account"];
            /** @description A share of the whole, in millionths. */
            share_ppm: number;
            /** @description Whether the money waits, since its writer has not agreed yet. */
            waits_for_consent: boolean;
        };
        /** @description How far a composer has come, and what is missing to the next level. */
        Standing: {
            activity: components["schemas"]["Activity"];
            /** @description How many tracks were approved. */
            approved: number;
            /** @description The highest level reached. */
            level: components["schemas"]["StatusLevel"];
            /** @description Mean total of the last ten verdicts, in hundredths of a star, rounded down; 0 before the first. */
            mean_of_last_ten_centistars: number;
            /** @description The same in words; null where that is null. */
            missing: string | null;
            /** @description What is missing to the next level; null where there is none above. */
            missing_to_next: components["schemas"]["MissingToNextLevel"] | null;
            /** @description The sum of the points. */
            points: number;
            /** @description Which version of the studio's rules it was decided by. */
            policy_version: number;
            /** @description How each level was reached. */
            promotions: components["schemas"]["ReachedLevel"][];
            /** @description How many tracks were selected. */
            selected: number;
            /** @description How many tracks were shortlisted. */
            shortlisted: number;
        };
        /**
         * @description The four parts of a standing.
         *     - `on_time`: Whether reviews came in time; 300.
         *     - `usefulness`: How useful composers found them; 300.
         *     - `addressed`: How many of the notes were addressed, as the composer and somebody else say; 200.
         *     - `taste_alignment`: How high the clients' winners stood in their rankings; 200.
         * @enum {string}
         */
        StandingPart: "on_time" | "usefulness" | "addressed" | "taste_alignment";
        /** @description A payee's month with every track in it. */
        Statement: {
            /** @description The payee's, as it is now; null where there is none. */
            name: string | null;
            account: components["schemas"]["Account"];
            /** @description One for each currency. */
            entries: components["schemas"]["StatementEntry"][];
            month: components["schemas"]["YearMonth"];
        };
        /** @description A payee's month in one currency. */
        StatementEntry: {
            /** @description What moved otherwise. */
            adjustments: components["schemas"]["Money"];
            /** @description Carried into the month after. */
            closing: components["schemas"]["Money"];
            currency: components["schemas"]["Currency"];
            /** @description What was due to the payee, and what became of it. */
            due: components["schemas"]["PayablesTotals"];
            /** @description The shares of what the month's files say. */
            earnings: components["schemas"]["Money"];
            /** @description What becomes due, before tax: whole minor units, from the minimum on. */
            gross: components["schemas"]["FixedMoney"];
            /** @description What is paid, or why nothing is. */
            headline: string;
            /** @description What the earnings are the sum of. */
            lines: components["schemas"]["StatementLine"][];
            month: components["schemas"]["YearMonth"];
            /** @description What the adjustments are the sum of. */
            moves: components["schemas"]["StatementMove"][];
            /** @description What is paid. */
            net: components["schemas"]["FixedMoney"];
            /** @description Carried from the month before. */
            opening: components["schemas"]["Money"];
            /** @description The three together. */
            payable: components["schemas"]["Money"];
            /** @description What the payables are the sum of. */
            payouts: components["schemas"]["StatementPayout"][];
            /** @description Of the plan that it was booked from. */
            plan_sha256: components["schemas"]["Sha256Hex"];
            /**
             * Format: date-time
             * @description When the month was posted.
             */
            posted_at: string;
            /** @description Of the gross. */
            tax_bp: components["schemas"]["BasisPoints"];
            /** @description The tax that is kept of it. */
            withheld: components["schemas"]["FixedMoney"];
        };
        /** @description What one track earned. */
        StatementLine: {
            /** @description Null where the track has none that is known. */
            title: string | null;
            /** @description Null unless it is a share of a co-producers' pool. */
            coproduced: components["schemas"]["Coproduced"] | null;
            /** @description The share of it. */
            earned: components["schemas"]["Money"];
            /** @description Of the track, in the month's files. */
            revenue: components["schemas"]["Money"];
            share_ppm: components["schemas"]["Share"];
            /** @description What the earned is the sum of. */
            sources: components["schemas"]["StatementSource"][];
            /** @description Which split of the track it is. */
            split_number: number;
            track: components["schemas"]["TrackKey"];
        };
        /** @description What moved otherwise than by a share of the month's revenue. */
        StatementMove: {
            /** @description Of the track; null where it is about none. */
            title: string | null;
            amount: components["schemas"]["Money"];
            kind: components["schemas"]["MoveKind"];
            /** @description Of whoever decided it; null where nobody had to say one. */
            reason: string | null;
            /** @description By which it was shared out; null where it was not shared out by one. */
            split_number: number | null;
            /** @description The adjustment, the entry of suspense (which can be traced), the track or the brief. */
            subject: string;
            /** @description Null where it is about none. */
            track: components["schemas"]["TrackKey"] | null;
            /** @description What happened, in plain words. */
            what: string;
        };
        /** @description What one month made due. */
        StatementPayout: {
            /** @description Its part of what the statement's month saw. */
            due: components["schemas"]["PayablesTotals"];
            /** @description What became due, before tax. */
            gross: components["schemas"]["FixedMoney"];
            /** @description That made it due. */
            month: components["schemas"]["YearMonth"];
            /** @description What is paid. */
            net: components["schemas"]["FixedMoney"];
            /** @description … in plain words. */
            says: string;
            /** @description Where it is now … */
            state: string;
            /** @description The tax that is kept of it. */
            withheld: components["schemas"]["FixedMoney"];
        };
        /** @description What came from one source and territory. */
        StatementSource: {
            /** @description The share of it. */
            earned: components["schemas"]["Money"];
            /** @description How many lines of the files it is the sum of. */
            lines: number;
            revenue: components["schemas"]["Money"];
            /** @description Where the music was used, in the word of the files. */
            source: string;
            /** @description In which country, in the word of the files. */
            territory: string;
        };
        /** @description One month in a list of one's own. */
        StatementTotals: {
            /** @description What moved otherwise. */
            adjustments: components["schemas"]["Money"];
            /** @description Carried into the month after. */
            closing: components["schemas"]["Money"];
            /** @description … and with it. */
            closing_due: components["schemas"]["FixedMoney"];
            currency: components["schemas"]["Currency"];
            /** @description The shares of what the month's files say. */
            earnings: components["schemas"]["Money"];
            /** @description What becomes due, before tax: whole minor units, from the minimum on. */
            gross: components["schemas"]["FixedMoney"];
            month: components["schemas"]["YearMonth"];
            /** @description What is paid. */
            net: components["schemas"]["FixedMoney"];
            /** @description Carried from the month before. */
            opening: components["schemas"]["Money"];
            /** @description Not paid yet, before the month … */
            opening_due: components["schemas"]["FixedMoney"];
            /** @description The three together. */
            payable: components["schemas"]["Money"];
            plan_sha256: components["schemas"]["Sha256Hex"];
            /**
             * Format: date-time
             * @description When the month was posted.
             */
            posted_at: string;
            /** @description The tax that is kept of it. */
            withheld: components["schemas"]["FixedMoney"];
        };
        /** @description One page of a list. */
        StatementTotalsPage: {
            items: components["schemas"]["StatementTotals"][];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /**
         * @description How far a composer has come, lowest first.
         *     - `newcomer`: Where everybody begins.
         *     - `junior`: Is invited automatically and may apply as co-producer.
         *     - `senior`: Is preferred as the reviewer of a tie-break.
         *     - `lead`: Is preferred as the reviewer beside somebody on probation.
         * @enum {string}
         */
        StatusLevel: "newcomer" | "junior" | "senior" | "lead";
        /** @description Revenue whose track is not known from the file. */
        SuspenseEntry: {
            file_sha256: components["schemas"]["Sha256Hex"];
            /** @description The line of the file in which it stands first. */
            first_line: number;
            /** @description Words of operators on its match that wait for another one's. */
            first_words: components["schemas"]["OperatorWord"][];
            id: components["schemas"]["SuspenseId"];
            /** @description How many lines there are. */
            lines: number;
            /** @description The track that it was matched with; null until it is. */
            matched: components["schemas"]["MatchedSuspense"] | null;
            money: components["schemas"]["Money"];
            /** @description Of the file. */
            month: components["schemas"]["YearMonth"];
            named: components["schemas"]["LineKey"];
            reason: components["schemas"]["SuspenseReason"];
            /** @description Its place among the reduced rows of the file. */
            row: number;
        };
        /** @description One page of a list. */
        SuspenseEntryPage: {
            items: components["schemas"]["SuspenseEntry"][];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /**
         * @description Money of a revenue file that waits for its track.
         * @example sus_01ARZ3NDEKTSV4RRFFQ69G5FAV
         */
        SuspenseId: string;
        /** @description Money in suspense belongs to this track. */
        SuspenseMatch: {
            /** @description The money that has waited. */
            id: components["schemas"]["SuspenseId"];
            /** @description Whose revenue it is. */
            track: components["schemas"]["TrackKey"];
        };
        /**
         * @description Why money is in suspense.
         *     - `no_track`: The lines name neither a track nor a recording code.
         *     - `no_split`: The track they name has no split.
         *     - `unknown_isrc`: The recording code they name is of no track with a split.
         *     - `two_tracks`: They name one track, and the recording code of another one.
         *     - `void_award`: The award of the track they name is void.
         * @enum {string}
         */
        SuspenseReason: "no_track" | "no_split" | "unknown_isrc" | "two_tracks" | "void_award";
        /** @description A page of what is due. */
        Sweep: {
            items: components["schemas"]["DueItem"][];
            /**
             * Format: date-time
             * @description The moment for which it was decided.
             */
            at: string;
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /**
         * @description A genre: lower-case letters, digits and hyphens.
         * @example indie-pop
         */
        Tag: string;
        /** @description Which part of the earnings of a member is withheld as tax. */
        TaxRate: {
            country: components["schemas"]["Country"];
            member: components["schemas"]["MemberId"];
            /** @description The first month that withholds it. */
            month: components["schemas"]["YearMonth"];
            rate_bp: components["schemas"]["BasisPoints"];
            /**
             * Format: date-time
             * @description When it was set.
             */
            set_at: string;
            set_by: components["schemas"]["MemberId"];
        };
        /** @description Beats per minute, both ends included. */
        TempoRange: {
            /** @description At most, in beats per minute. */
            max_bpm: number;
            /** @description At least, in beats per minute. */
            min_bpm: number;
        };
        /** @description One word of the client's and what it means in music. */
        Term: {
            /** @description Why it is here although the client never said the word; null where they did. */
            because: components["schemas"]["ShortText"] | null;
            /** @description How much energy, 1 to 5; null where it is all the same. */
            energy: number | null;
            /** @description What plays it. */
            instrumentation: components["schemas"]["ShortText"][];
            /** @description Whether it is in major or in minor; null where it is all the same. */
            mode: components["schemas"]["Mode"] | null;
            /** @description What the word does not mean. */
            not_this: components["schemas"]["ShortText"][];
            /** @description Music that is like this. */
            references: components["schemas"]["ShortText"][];
            /** @description How fast such music is; null where it is all the same. */
            tempo: components["schemas"]["TempoRange"] | null;
            /** @description As the client says it. */
            word: components["schemas"]["ShortText"];
        };
        /** @description What an amendment names; all else stays. */
        TermsAmendment: {
            title?: components["schemas"]["Title"];
            /** @description How many the studio appoints where the client appoints none. */
            coproducer_seats?: number;
            /**
             * Format: date-time
             * @description When entries end at the latest.
             */
            deadline?: string;
            /** @description How the master is to be delivered, in words. Left out, it stays as it is; null takes it away. */
            delivery?: components["schemas"]["Text"] | null;
            /** @description How every file has to be. Left out, it stays as it is; null takes it away. */
            delivery_spec?: {
                /** @description Exactly so many. */
                channels?: number | null;
                /** @description The containers that are taken; every one where none is named. */
                formats?: components["schemas"]["AudioFormat"][] | null;
                /** @description Integrated; both ends included. `min_centi_lufs` is not above `max_centi_lufs`. */
                loudness?: {
                    /** @description Hundredths of a LUFS, at most. */
                    max_centi_lufs: number;
                    /** @description Hundredths of a LUFS, at least. */
                    min_centi_lufs: number;
                } | null;
                /** @description Hundredths of a dBTP, at most. */
                max_true_peak_centi_dbtp?: number | null;
                /** @description Of one sample, at least. */
                min_bits?: number | null;
                /** @description Of each channel, at least. */
                min_sample_rate_hz?: number | null;
            } | null;
            /**
             * Format: date-time
             * @description Until when an award names no title and no winner in public. Left out, it stays as it is; null takes it away.
             */
            embargo_until?: string | null;
            /** @description For the board, and for choosing co-producers and composers. */
            genre_tags?: components["schemas"]["Tag"][];
            /** @description How long the music may be, both ends included. `min_s` is not above `max_s`. Left out, it stays as it is; null takes it away. */
            length?: {
                /** @description The longest that it may be. */
                max_s: number;
                /** @description The shortest that it may be. */
                min_s: number;
            } | null;
            /** @description What the client may do with what wins. */
            licence?: {
                /** @description Whether others may get a licence of the same recording. */
                kind: components["schemas"]["LicenceKind"];
                /**
                 * @description Every medium where none is named.
                 * @default []
                 */
                media?: components["schemas"]["LicenceMedium"][] | null;
                /** @description From the award on; as long as its rights last where left out. */
                term_months?: number | null;
                /** @description Every country where none is named. */
                territory?: components["schemas"]["ShortText"] | null;
            };
            /** @description The adjectives that the lexicon translates. */
            mood_words?: components["schemas"]["ShortText"][];
            /** @description The co-producers' share of the royalties, from 10000 to 50000; 25000 where none is said. Rule `pool_bounds`: the co-producers' pool of any brief is from 1 to 5 %. Left out, it stays as it is; null takes it away. */
            pool_ppm?: number | null;
            /** @description What the winner is paid once, apart from royalties. Above zero, with at most the decimals of its currency. Left out, it stays as it is; null takes it away. */
            prize?: {
                amount: components["schemas"]["Amount"];
                currency: components["schemas"]["Currency"];
            } | null;
            /** @description What the music is for. */
            production?: components["schemas"]["ProductionKind"];
            /** @description Music like this. */
            references_like?: components["schemas"]["ShortText"][];
            /** @description Music not like this. */
            references_not_like?: components["schemas"]["ShortText"][];
            /** @description How many reviews each track gets. */
            reviews_per_track?: number;
            /** @description What it is for and how it should feel. */
            text?: components["schemas"]["Text"];
            visibility?: components["schemas"]["Visibility"];
        };
        /**
         * @description Running text with line breaks.
         * @example A sunny morning by the lake.
         *     No drums before the first minute.
         */
        Text: string;
        /**
         * @description One line: a title, or the name of a member.
         * @example Morning on the lake
         */
        Title: string;
        /** @description The revenue lines that a line of a statement is the sum of. */
        Trace: {
            items: components["schemas"]["TracedLine"][];
            /** @description The share of the revenue, or what it has changed by. */
            earned: components["schemas"]["Money"];
            /** @description What has moved, otherwise than as a share of the month's own revenue; null where nothing of the kind is asked for. */
            kind: components["schemas"]["MoveKind"] | null;
            /** @description On all pages together. */
            line_count: number;
            month: components["schemas"]["YearMonth"];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
            /** @description All of it, before it is shared. */
            revenue: components["schemas"]["Money"];
            /** @description The payee's share of what the track earned. */
            share_ppm: components["schemas"]["Share"];
            /** @description Which split of the track it is. */
            split_number: number;
            /** @description What the payee had of all this before; null where nothing is corrected. */
            superseded: components["schemas"]["ShareBefore"] | null;
            /** @description The entry that had waited in suspense; null where it is of none. */
            suspense: components["schemas"]["SuspenseId"] | null;
            track: components["schemas"]["TrackKey"];
        };
        /** @description One line of a revenue file. */
        TracedLine: {
            amount: components["schemas"]["Money"];
            /** @description The share of it. */
            earned: components["schemas"]["Money"];
            /** @description Of the file's bytes, decompressed. */
            file_sha256: components["schemas"]["Sha256Hex"];
            /** @description The header is line 1. */
            line: number;
            /** @description As it is written in the file. */
            raw_amount: string;
            /** @description Where the music was used, in the word of the file. */
            source: string;
            /** @description In which country, in the word of the file. */
            territory: string;
            /** @description The upload that brought the file. */
            upload_id: string;
        };
        /** @description A track as it is sent. */
        Track: {
            /** @description The entry's number in place of it, for a reviewer who has not answered. */
            title: string;
            brief: components["schemas"]["BriefId"];
            /** @description What the client thinks of it; null where they have not said, and for a reviewer who has not answered the newest version. */
            client_rating: components["schemas"]["ClientRating"] | null;
            /** @description Who has submitted it; null for reviewers. */
            composer: components["schemas"]["MemberId"] | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            id: components["schemas"]["TrackId"];
            /** @description What the composer says of it; null where nothing, and for reviewers. */
            note: components["schemas"]["Text"] | null;
            /** @description Whether it has won. */
            selected: boolean;
            /** @description Whether the client has it on the shortlist; null for a reviewer who has not answered the version that was last taken in. */
            shortlisted: boolean | null;
            versions: components["schemas"]["Version"][];
            /**
             * Format: date-time
             * @description When the track was withdrawn; null where it was not.
             */
            withdrawn_at: string | null;
            /** @description Who has written it, with their shares; null for reviewers. */
            writers: components["schemas"]["Writer"][] | null;
        };
        /**
         * @description A submitted piece of music, in all its versions.
         * @example trk_01ARZ3NDEKTSV4RRFFQ69G5FAV
         */
        TrackId: string;
        /**
         * @description What the books call a track: its id, or in a dry run whatever its files call it.
         * @example trk_01ARZ3NDEKTSV4RRFFQ69G5FAV
         */
        TrackKey: string;
        /** @description One page of a list. */
        TrackPage: {
            items: components["schemas"]["Track"][];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /** @description What a composer sends with a new track. */
        TrackSubmission: {
            title: components["schemas"]["Title"];
            content_type: components["schemas"]["AudioContentType"];
            /** @description The name of the file as the composer calls it. */
            filename?: string | null;
            note?: components["schemas"]["Text"] | null;
            /** @description Shown beside the reviews once they are answered. */
            self_score?: {
                /** @description How well the track fits the brief. */
                brief_fit: number;
                /** @description How good the composition is. */
                composition: number;
                /** @description How well the track is delivered. */
                delivery: number;
                /** @description How original the track is. */
                originality: number;
                /** @description How good the production is. */
                production: number;
            } | null;
            sha256: components["schemas"]["Sha256Hex"];
            /** @description How large the file is. */
            size_bytes: number;
        };
        /** @description What an applicant says of a track. */
        TrialAnswer: {
            /**
             * Format: date-time
             * @description When it was last written.
             */
            at: string;
            /** @description Remarks at places in the track. */
            notes: components["schemas"]["Note"][];
            /** @description The five scores. */
            scores: components["schemas"]["Scores"];
        };
        /** @description Whether a composer agrees that a track of theirs is used. */
        TrialConsent: {
            /** @description Whether applicants may hear the track; false takes an agreement back. */
            consent: boolean;
        };
        /** @description What became of a track. */
        TrialOutcome: {
            /** @description Whether it won. */
            selected: boolean;
            /** @description Whether the client had it in the closer choice. */
            shortlisted: boolean;
            /** @description The mean total of its reviews, in hundredths of a star. */
            total_centistars: number;
            /** @description What its reviews came to. */
            verdict: components["schemas"]["Verdict"];
        };
        /** @description A track of a trial: what became of it, and what the applicant says. */
        TrialPlace: {
            /** @description Which version it is, counted from 1. */
            version: number;
            brief: components["schemas"]["BriefId"];
            notes: components["schemas"]["Note"][];
            outcome: components["schemas"]["TrialOutcome"];
            /** @description What the applicant gives it; null until they have answered it. */
            scores: components["schemas"]["Scores"] | null;
            /** @description The score in all, in hundredths of a star; null where there is none. */
            total_centistars: number | null;
            track: components["schemas"]["TrackId"];
        };
        /** @description What a decision about an application rests on. */
        TrialRecord: {
            /** @description Those that they had answered. */
            answered: number;
            /** @description Tracks that the applicant was given; none where too few were marked. */
            given: number;
            /** @description Those that were gone before they were answered: the composer had left or agreed no more. */
            gone: number;
            /** @description What was said, in words. */
            words: string;
        };
        /** @description A track of a trial as its applicant hears it: nothing of whose it is or what became of it. */
        TrialRoom: {
            /** @description How long the sound is. */
            duration_ms: number;
            /** @description What the applicant has remarked. */
            notes: components["schemas"]["Note"][];
            /** @description Which of the applicant's trial, from 1; it is answered under this number. */
            number: number;
            /** @description MP3 without tags. */
            preview: components["schemas"]["ReadLink"];
            /** @description What the applicant has answered; null before they have. */
            scores: components["schemas"]["Scores"] | null;
            /** @description What it is judged by. */
            terms: components["schemas"]["JudgedTerms"];
        };
        /** @description One page of a list. */
        TrialRoomPage: {
            items: components["schemas"]["TrialRoom"][];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /** @description That nobody could be found for one slot of one version. */
        UnansweredSlot: {
            /**
             * Format: date-time
             * @description When nobody was left to ask.
             */
            at: string;
            /** @description How many co-producers each reason has kept from it. */
            because: {
                [key: string]: number;
            };
            /** @description Which of the version's answers. */
            slot: number;
        };
        /** @description One account of a plan, as an operator reads it. */
        Unit: {
            account: components["schemas"]["Account"];
            /** @description What moved otherwise. */
            adjustments: components["schemas"]["Money"];
            /** @description Carried into the month after. */
            closing: components["schemas"]["Money"];
            currency: components["schemas"]["Currency"];
            /** @description The shares of what the month's files say. */
            earnings: components["schemas"]["Money"];
            /** @description What becomes due, before tax: whole minor units, from the minimum on. */
            gross: components["schemas"]["FixedMoney"];
            kind: components["schemas"]["AccountKind"];
            /** @description What is paid. */
            net: components["schemas"]["FixedMoney"];
            /** @description Carried from the month before. */
            opening: components["schemas"]["Money"];
            /** @description The three together. */
            payable: components["schemas"]["Money"];
            /** @description Of the gross. */
            tax_bp: components["schemas"]["BasisPoints"];
            /** @description The tax that is kept of it. */
            withheld: components["schemas"]["FixedMoney"];
        };
        /** @description What one track earned, as a plan has it. */
        UnitLine: {
            /** @description The share of it. */
            earned: components["schemas"]["Money"];
            /** @description Of the track, in the month's files. */
            revenue: components["schemas"]["Money"];
            share_ppm: components["schemas"]["Share"];
            /** @description Which split of the track it is. */
            split_number: number;
            track: components["schemas"]["TrackKey"];
        };
        /** @description What moved otherwise, as a plan has it. */
        UnitMove: {
            amount: components["schemas"]["Money"];
            kind: components["schemas"]["MoveKind"];
            /** @description Of whoever decided it; null where nobody had to say one. */
            reason: string | null;
            /** @description What it is about: the adjustment, the suspense entry, the track or the brief. */
            subject: string;
        };
        /** @description One account of a plan, with everything that it is made of. */
        UnitWithLines: {
            account: components["schemas"]["Account"];
            /** @description What moved otherwise. */
            adjustments: components["schemas"]["Money"];
            /** @description Carried into the month after. */
            closing: components["schemas"]["Money"];
            currency: components["schemas"]["Currency"];
            /** @description The shares of what the month's files say. */
            earnings: components["schemas"]["Money"];
            /** @description What becomes due, before tax: whole minor units, from the minimum on. */
            gross: components["schemas"]["FixedMoney"];
            kind: components["schemas"]["AccountKind"];
            /** @description What the earnings are the sum of. */
            lines: components["schemas"]["UnitLine"][];
            /** @description What the adjustments are the sum of. */
            moves: components["schemas"]["UnitMove"][];
            /** @description What is paid. */
            net: components["schemas"]["FixedMoney"];
            /** @description Carried from the month before. */
            opening: components["schemas"]["Money"];
            /** @description The three together. */
            payable: components["schemas"]["Money"];
            /** @description Of the gross. */
            tax_bp: components["schemas"]["BasisPoints"];
            /** @description The tax that is kept of it. */
            withheld: components["schemas"]["FixedMoney"];
        };
        /** @description A line without revenue. */
        Untraced: {
            /** @description What the list has on this page. */
            items: unknown[];
            amount: components["schemas"]["Money"];
            /** @description Why it has no revenue lines, in a sentence. */
            because: string;
            kind: components["schemas"]["UntracedKind"];
            /** @description None: 0. */
            line_count: number;
            month: components["schemas"]["YearMonth"];
            /** @description There is no further page: null. */
            next: components["schemas"]["Cursor"] | null;
            /** @description What it is about; null where it is withheld. */
            subject: string | null;
        };
        /** @description What a line without revenue is. */
        UntracedKind: components["schemas"]["MoveKind"] | components["schemas"]["Withholding"];
        /** @description An upload and what became of it. */
        Upload: {
            /** @description The month that the file is of. */
            month: components["schemas"]["YearMonth"];
            /** @description Null until they have been read. */
            report: components["schemas"]["LoadReport"] | null;
            /**
             * Format: date-time
             * @description When the place was reserved.
             */
            reserved_at: string;
            reserved_by: components["schemas"]["MemberId"];
            /** @description As it was announced. */
            size_bytes: number;
            /** @description How to send the bytes; null once they have been read, and null in a list. */
            upload: components["schemas"]["UploadLink"] | null;
            /** @description Names the upload in traces and in the list. */
            upload_id: string;
            /** @description Null unless the file was taken back. */
            withdrawn: components["schemas"]["WithdrawnFile"] | null;
        };
        /** @description How to upload: send exactly these headers with the bytes, before `expires_at`. */
        UploadLink: {
            /** @description Lower case names. All of them are signed: another value is refused. */
            headers: {
                [key: string]: string;
            };
            /**
             * Format: date-time
             * @description Until when the link works.
             */
            expires_at: string;
            /**
             * @description The HTTP method.
             * @constant
             */
            method: "PUT";
            /** @description Where the bytes go. */
            url: string;
        };
        /** @description One page of a list. */
        UploadPage: {
            items: components["schemas"]["Upload"][];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /**
         * @description What a reviewer says, harshest first: the order in which the middle is sought.
         *     - `reject`: Not good enough.
         *     - `off_brief`: "I'm your biggest fan, but": good, and not what was asked for.
         *     - `changes_requested`: Good with changes: come again.
         *     - `approve`: On brief and good.
         * @enum {string}
         */
        Verdict: "reject" | "off_brief" | "changes_requested" | "approve";
        /** @description A version as it is sent. The composer's own score is not: it is opened beside the review. */
        Version: {
            /** @description Which version it is, counted from 1. */
            version: number;
            /** @description What the reviews of the version before said, and whether the composer did it. */
            carried_notes: components["schemas"]["CarriedNote"][];
            /** @description What the composer said of the file before uploading it; null for a reviewer who has not answered this version. */
            content_type: string | null;
            /** @description What was measured in the file; null until it was. */
            facts: components["schemas"]["ShownFacts"] | null;
            /** @description The name of the file as the composer calls it; null where they have said none, and for reviewers. */
            filename: string | null;
            /** @description Why the file is not taken; null where it is or was not looked at yet, and for reviewers. */
            invalid_because: components["schemas"]["Text"] | null;
            /**
             * Format: date-time
             * @description When the file came; null while it has not.
             */
            received_at: string | null;
            /**
             * Format: date-time
             * @description When the place was reserved.
             */
            reserved_at: string;
            /** @description How large the file is; null for a reviewer who has not answered this version. */
            size_bytes: number | null;
            /** @description Where it stands; null for a reviewer who has not answered this version. */
            state: components["schemas"]["VersionState"] | null;
            /** @description The score in all, in hundredths of a star; null where there is none. */
            total_centistars: number | null;
            /** @description The slots for which no reviewer could be found, with how many each reason kept from them. */
            unanswered: components["schemas"]["UnansweredSlot"][];
            /** @description What its answers come to; null until they are in, and for reviewers. */
            verdict: components["schemas"]["Verdict"] | null;
            /**
             * Format: date-time
             * @description When the version got its verdict; null while it has none.
             */
            verdict_at: string | null;
            /** @description Where the file is not quite as the brief asks. */
            warnings: string[];
        };
        /**
         * @description Where a version stands.
         *     - `reserved`: An upload link was given out.
         *     - `received`: The file has landed.
         *     - `invalid`: The file is no music that we take.
         *     - `awaiting_reviewer`: Nobody has been found yet.
         *     - `in_review`: A reviewer is found; answers are awaited.
         *     - `approved`: On brief and good.
         *     - `changes_requested`: Come again with changes.
         *     - `off_brief`: Good, but not what was asked for.
         *     - `rejected`: Not good enough.
         *     - `withdrawn`: Taken back by its composer.
         *     - `expired`: No file landed in time.
         * @enum {string}
         */
        VersionState: "reserved" | "received" | "invalid" | "awaiting_reviewer" | "in_review" | "approved" | "changes_requested" | "off_brief" | "rejected" | "withdrawn" | "expired";
        /** @description What a composer sends with a further version. */
        VersionSubmission: {
            /**
             * @description The notes of the reviews before that this version follows.
             * @default []
             */
            addressed?: {
                /** @description A note. */
                note: number;
                review: components["schemas"]["ReviewId"];
            }[] | null;
            content_type: components["schemas"]["AudioContentType"];
            /** @description The name of the file as the composer calls it. */
            filename?: string | null;
            /** @description Shown beside the reviews once they are answered. */
            self_score?: {
                /** @description How well the track fits the brief. */
                brief_fit: number;
                /** @description How good the composition is. */
                composition: number;
                /** @description How well the track is delivered. */
                delivery: number;
                /** @description How original the track is. */
                originality: number;
                /** @description How good the production is. */
                production: number;
            } | null;
            sha256: components["schemas"]["Sha256Hex"];
            /** @description How large the file is. */
            size_bytes: number;
        };
        /**
         * @description Who sees an open brief.
         *     - `public`: Everybody, on the board.
         *     - `invited`: The owner, its co-producers and whom the owner invites.
         * @enum {string}
         */
        Visibility: "public" | "invited";
        /** @description A dispute on an operator's list, with all that is needed to decide it but the music itself. */
        WaitingDispute: {
            /** @description Which version it is, counted from 1. */
            version: number;
            brief: components["schemas"]["BriefId"];
            /** @description Who submitted the track and objects. */
            composer: components["schemas"]["MemberId"];
            /**
             * Format: date-time
             * @description When it was decided; null while it is not.
             */
            decided_at: string | null;
            /** @description The answer that is objected to; null where there is none any more. */
            delivery: components["schemas"]["Delivery"] | null;
            /** @description Words of operators that wait for another one's. */
            first_words: components["schemas"]["OperatorWord"][];
            /**
             * Format: date-time
             * @description When the dispute was raised.
             */
            raised_at: string;
            /** @description What the composer says. */
            reason: components["schemas"]["Text"];
            /**
             * Format: date-time
             * @description When the reviewer replied; null while they have not.
             */
            replied_at: string | null;
            /** @description What the reviewer says to it; null until they have. */
            reply: components["schemas"]["Text"] | null;
            review: components["schemas"]["ReviewId"];
            /** @description Who is objected to; null for an operator who has written the track, before its brief has ended. */
            reviewer: components["schemas"]["MemberId"] | null;
            /** @description Whether it was decided, and how. */
            state: components["schemas"]["DisputeState"];
            track: components["schemas"]["TrackId"];
            /** @description What the operator says who has decided it; null until it is decided. */
            words: components["schemas"]["Text"] | null;
        };
        /** @description One page of a list. */
        WaitingDisputePage: {
            items: components["schemas"]["WaitingDispute"][];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /** @description What a payout is for, and how much: fixed by the plan of its month. */
        WaitingPayable: {
            /** @description Who is paid. */
            account: components["schemas"]["Account"];
            /** @description Of the three amounts. */
            currency: components["schemas"]["Currency"];
            /** @description What became due, in whole minor units. */
            gross: components["schemas"]["Amount"];
            /** @description Whose plan fixed it. */
            month: components["schemas"]["YearMonth"];
            /** @description What is sent: gross less tax. */
            net: components["schemas"]["Amount"];
            reason: components["schemas"]["HoldReason"];
            /** @description Where the tax goes: a country's code, or `unknown`. */
            tax_country: string;
            /** @description The tax in it, in whole minor units. */
            withheld: components["schemas"]["Amount"];
        };
        /** @description Money that would be the caller's. */
        WaitingShare: {
            title: components["schemas"]["Title"];
            brief: components["schemas"]["BriefId"];
            /** @description What would free it, in a sentence. */
            freed_by: string;
            /** @description The part of what waits that would be the caller's. */
            money: components["schemas"]["Money"];
            track: components["schemas"]["TrackId"];
            waits_for: components["schemas"]["WaitsFor"];
        };
        /** @description One page of a list. */
        WaitingSharePage: {
            items: components["schemas"]["WaitingShare"][];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /** @description A matter with the words of operators that wait for another one's. */
        WaitingWord: {
            first_words: components["schemas"]["OperatorWord"][];
            matter: components["schemas"]["SharedMatter"];
        };
        /** @description One page of a list. */
        WaitingWordPage: {
            items: components["schemas"]["WaitingWord"][];
            /** @description Where the next page begins, for the parameter `cursor`; null on the last page. */
            next: components["schemas"]["Cursor"] | null;
        };
        /**
         * @description What money of a writer waits for.
         *     - `consent`: They have not agreed to their share.
         *     - `posting`: They have, since the last month was posted.
         *     - `award`: The award was found void.
         * @enum {string}
         */
        WaitsFor: "consent" | "posting" | "award";
        /** @description A file was taken out of its month again. */
        Withdrawal: {
            /** @description Of the file's decompressed bytes. */
            sha256: components["schemas"]["Sha256Hex"];
            /** @description The upload that had brought it. */
            upload: string;
        };
        /** @description Who took a file back, and when. */
        WithdrawnFile: {
            /**
             * Format: date-time
             * @description When it was taken back.
             */
            at: string;
            /** @description The operator who took it back. */
            by: components["schemas"]["MemberId"];
        };
        /**
         * @description What is withheld is no movement of the books, but a line of a statement.
         * @enum {string}
         */
        Withholding: "withholding";
        /** @description What an operator wants to be done about it. */
        WordDecision: "uphold" | "dismiss" | "void" | "restore" | {
            set_isrc: components["schemas"]["Isrc"];
        } | {
            match: components["schemas"]["TrackId"];
        };
        /** @description A writer as they are sent: an invitation that is held back looks like any other. */
        Writer: {
            /**
             * Format: date-time
             * @description When the writer agreed with the share; null while they have not.
             */
            consented_at: string | null;
            member: components["schemas"]["MemberId"];
            /** @description A share of the whole, in millionths. */
            share_ppm: number;
            state: components["schemas"]["WriterState"];
        };
        /**
         * @description Whether a writer has agreed with the share that is theirs now.
         * @enum {string}
         */
        WriterState: "invited" | "accepted";
        /**
         * @description A calendar month in UTC, written YYYY-MM, from 2000-01 to 9998-12.
         * @example 2026-03
         */
        YearMonth: string;
    };
    responses: {
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `adjusts_posted`: an adjustment corrects a month that is posted
         */
        AdjustsPosted: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/adjusts_posted";
                };
            };
        };
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `already_answered_trial`: a track of a trial is answered once
         */
        AlreadyAnsweredTrial: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/already_answered_trial";
                };
            };
        };
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `already_matched_differently`: money in suspense is matched once
         */
        AlreadyMatchedDifferently: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/already_matched_differently";
                };
            };
        };
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `ask_over`: whoever is asked to review accepts while the slot is open and they may review it
         */
        AskOver: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/ask_over";
                };
            };
        };
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `batch_under_way`: nothing is said of a payment before its batch has its files for the bank
         */
        BatchUnderWay: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/batch_under_way";
                };
            };
        };
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `busy`: the studio is not too busy to answer
         *
         *     As `application/json`: the gateway's own answer, before any function.
         */
        Busy: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /**
                     * @description The gateway's words, always the same.
                     * @enum {string}
                     */
                    message: "Service Unavailable";
                };
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/busy";
                };
            };
        };
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `changed_in_between`: of two changes at the same moment the first one counts
         */
        ChangedInBetween: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/changed_in_between";
                };
            };
        };
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `erased`: a token of somebody who was erased opens nothing any more
         */
        Erased: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/erased";
                };
            };
        };
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `if_match_required`: whoever amends something says which version they have read
         */
        IfMatchRequired: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/if_match_required";
                };
            };
        };
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `internal`: the studio makes no mistake of its own
         *
         *     As `application/json`: the gateway's own answer, before any function.
         */
        Internal: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /**
                     * @description The gateway's words, always the same.
                     * @enum {string}
                     */
                    message: "Internal Server Error";
                };
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/internal";
                };
            };
        };
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `month_frozen`: a file joins a month before it is frozen
         */
        MonthFrozen: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/month_frozen";
                };
            };
        };
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `month_not_started`: files and books are of months that have begun
         */
        MonthNotStarted: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/month_not_started";
                };
            };
        };
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `no_appeal`: only an appeal that waits is decided
         */
        NoAppeal: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/no_appeal";
                };
            };
        };
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `not_acceptable`: the `Accept` header names a media type in which the answer can be had
         */
        NotAcceptable: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/not_acceptable";
                };
            };
        };
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `not_awarded`: only what was awarded is matched with money, has a recording code or a void award
         */
        NotAwarded: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/not_awarded";
                };
            };
        };
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `not_found`: what is asked for exists, and the caller may know of it
         *
         *     As `application/json`: the gateway's own answer, before any function.
         */
        NotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /**
                     * @description The gateway's words, always the same.
                     * @enum {string}
                     */
                    message: "Not Found";
                };
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/not_found";
                };
            };
        };
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `not_planned`: a month is shown payee by payee once it is planned
         */
        NotPlanned: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/not_planned";
                };
            };
        };
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `not_selected`: the original is handed over once its track has been selected
         */
        NotSelected: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/not_selected";
                };
            };
        };
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `nothing_to_play`: only what was taken in as music can be heard
         */
        NothingToPlay: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/nothing_to_play";
                };
            };
        };
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `payout_requested`: a payout below the minimum is asked for once a year
         */
        PayoutRequested: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/payout_requested";
                };
            };
        };
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `query`: a query has only the parameters that are known, each with a value that it can have
         */
        Query: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/query";
                };
            };
        };
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `stale`: whoever changes something has seen it as it is now
         */
        Stale: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/stale";
                };
            };
        };
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `stale_lexicon_version`: whoever confirms a lexicon has read its newest version
         */
        StaleLexiconVersion: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/stale_lexicon_version";
                };
            };
        };
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `stale_share`: whoever agrees with a share has read it as it is now
         */
        StaleShare: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/stale_share";
                };
            };
        };
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `state`: a thing makes only the moves that its state allows
         */
        State: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/state";
                };
            };
        };
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `superseded_attempt`: a word on a payout names the attempt that stands
         */
        SupersededAttempt: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/superseded_attempt";
                };
            };
        };
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `too_large`: a body has at most 256 KiB, a file of the bank 4 MiB as it is sent
         *
         *     As `application/json`: the gateway's own answer, before any function.
         */
        TooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /**
                     * @description The gateway's words, always the same.
                     * @enum {string}
                     */
                    message: "Request Entity Too Large";
                };
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/too_large";
                };
            };
        };
        /** @description As `application/json`: the gateway's own answer, before any function. */
        TooManyRequests: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /**
                     * @description The gateway's words, always the same.
                     * @enum {string}
                     */
                    message: "Too Many Requests";
                };
            };
        };
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `track_selected`: what has won is neither taken back nor shared out anew
         */
        TrackSelected: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/track_selected";
                };
            };
        };
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `trial_track_closed`: only an answered track of a public brief that has ended is marked for trials
         */
        TrialTrackClosed: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/trial_track_closed";
                };
            };
        };
        /**
         * @description Refused, because this rule is broken:
         *
         *     - `unauthenticated`: a caller shows an access token that names them
         *
         *     As `application/json`: the gateway's own answer, before any function.
         */
        Unauthenticated: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /**
                     * @description The gateway's words, always the same.
                     * @enum {string}
                     */
                    message: "Unauthorized";
                };
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    type: "https://coproducer.example/problems/unauthenticated";
                };
            };
        };
    };
    parameters: {
        /** @description Which version it is, counted from 1. */
        version: number;
        /**
         * @description A text of the client's own for this one request, such as a random UUID: 16 to 128 visible ASCII characters without a comma. The same request with the same key creates nothing twice and is answered as before; another body under the same key is a 422. It is remembered for ever.
         * @example 7f0c1a2b-3c4d-4e5f-8a9b-0c1d2e3f4a5b
         */
        IdempotencyKey: string;
        /**
         * @description The `ETag` of what was read: the change is made to exactly that, else it is a 412. Without the header it is a 428. `*` matches always, several tags may be listed, weak ones never match.
         * @example "v3"
         */
        IfMatch: string;
        /**
         * @description The `ETag` of what was read: where it is sent, the change is made to exactly that, else it is a 412. Left out, the last word wins. `*` matches always, several tags may be listed, weak ones never match.
         * @example "v3"
         */
        OptionalIfMatch: string;
        /** @description A correction in the ledger. */
        adjustment: components["schemas"]["AdjustmentId"];
        /** @description The later of the two, by its number. */
        after: number;
        /** @description An application to become a co-producer. */
        application: components["schemas"]["ApplicationId"];
        /** @description The earlier of the two, by its number. */
        before: number;
        /** @description What a client asks for: a brief. */
        brief: components["schemas"]["BriefId"];
        /** @description A credit in a portfolio. */
        credit: components["schemas"]["CreditId"];
        /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
        cursor: components["schemas"]["Cursor"];
        /** @description Money of a revenue file that waits for its track. */
        entry: components["schemas"]["SuspenseId"];
        /** @description A person who has signed in at least once. */
        member: components["schemas"]["MemberId"];
        /** @description A calendar month in UTC, written YYYY-MM, from 2000-01 to 9998-12. */
        month: components["schemas"]["YearMonth"];
        /** @description What a payee is owed for one month in one currency. */
        payout: components["schemas"]["PayoutId"];
        /** @description A question on a brief. */
        question: components["schemas"]["QuestionId"];
        /** @description Music that a client lets everybody hear who reads their brief. */
        reference_media: components["schemas"]["ReferenceMediumId"];
        /** @description One reviewer's work on one version. */
        review: components["schemas"]["ReviewId"];
        /** @description A SHA-256 as 64 hexadecimal digits: read in either case, written in lower case. */
        sha256: components["schemas"]["Sha256Hex"];
        /** @description A submitted piece of music, in all its versions. */
        track: components["schemas"]["TrackId"];
    };
    requestBodies: never;
    headers: {
        /** @description The name under which the file can be kept. */
        "Content-Disposition": string;
        /** @description An opaque tag of what was read. Send it back as it is, in `If-Match`; it is not the member `version`. */
        ETag: string;
        /** @description Where to look: a path of this API, or of a 303 a link that is good for a while and needs no token. */
        Location: string;
        /** @description After how many seconds the same request may succeed. */
        "Retry-After": number;
        /** @description What the gateway misses, where it is the gateway that refuses. */
        "WWW-Authenticate": string;
        /** @description The id under which the studio's log knows this request. */
        "X-Request-Id": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAdjustments: {
        parameters: {
            query?: {
                /** @description Where an adjustment stands. */
                state?: components["schemas"]["AdjustmentState"];
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdjustmentPage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    proposeAdjustment: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description A text of the client's own for this one request, such as a random UUID: 16 to 128 visible ASCII characters without a comma. The same request with the same key creates nothing twice and is answered as before; another body under the same key is a 422. It is remembered for ever.
                 * @example 7f0c1a2b-3c4d-4e5f-8a9b-0c1d2e3f4a5b
                 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAdjustment"];
            };
        };
        responses: {
            /** @description It was made, or had been made by the same request before. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Adjustment"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `not_found`: what is asked for exists, and the caller may know of it
             */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/not_found";
                    };
                };
            };
            409: components["responses"]["AdjustsPosted"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *     - `idempotency_key_reused`: an idempotency key belongs to one request
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `length`: a text or a list is as long as allowed
             *     - `blank`: a text is not blank
             *     - `control_character`: a text has no control characters
             *     - `enum`: a word is one of those that are known
             *     - `format`: a value has the form that its description gives
             *     - `adjustment_entries`: an adjustment gives or takes something, once an account, of known payees and the platform alone
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation" | "https://coproducer.example/problems/idempotency_key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    readAdjustment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A correction in the ledger. */
                adjustment: components["parameters"]["adjustment"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Adjustment"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    approveAdjustment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A correction in the ledger. */
                adjustment: components["parameters"]["adjustment"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Adjustment"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             *     - `own_matter`: nobody decides what concerns themselves: another operator does
             *     - `own_adjustment`: an adjustment is approved by another operator
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased" | "https://coproducer.example/problems/own_matter" | "https://coproducer.example/problems/own_adjustment";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["State"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    declineAdjustment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A correction in the ledger. */
                adjustment: components["parameters"]["adjustment"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Adjustment"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             *     - `own_matter`: nobody decides what concerns themselves: another operator does
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased" | "https://coproducer.example/problems/own_matter";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["State"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listBoard: {
        parameters: {
            query?: {
                /** @description The board has no others. */
                state?: "open";
                /** @description Only briefs with this genre among theirs. */
                genre?: components["schemas"]["Tag"];
                /** @description Only briefs that offer a prize, or only those that offer none. */
                prize?: boolean;
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BriefPage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    createBrief: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description A text of the client's own for this one request, such as a random UUID: 16 to 128 visible ASCII characters without a comma. The same request with the same key creates nothing twice and is answered as before; another body under the same key is a 422. It is remembered for ever.
                 * @example 7f0c1a2b-3c4d-4e5f-8a9b-0c1d2e3f4a5b
                 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewBrief"];
            };
        };
        responses: {
            /** @description It was made, or had been made by the same request before. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Brief"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *     - `idempotency_key_reused`: an idempotency key belongs to one request
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `length`: a text or a list is as long as allowed
             *     - `range`: a number is within its bounds
             *     - `enum`: a word is one of those that are known
             *     - `format`: a value has the form that its description gives
             *     - `pool_bounds`: the co-producers' pool of any brief is from 1 to 5 %
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation" | "https://coproducer.example/problems/idempotency_key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    readBrief: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Brief"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    amendBrief: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The `ETag` of what was read: the change is made to exactly that, else it is a 412. Without the header it is a 428. `*` matches always, several tags may be listed, weak ones never match.
                 * @example "v3"
                 */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TermsAmendment"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Brief"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `state`: a thing makes only the moves that its state allows
             *     - `fixed_once_open`: prize, visibility, reviews per track, seats, pool and licence are fixed once a brief is open
             *     - `deadline_only_later`: the deadline of an open brief only moves later
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/state" | "https://coproducer.example/problems/fixed_once_open" | "https://coproducer.example/problems/deadline_only_later";
                    };
                };
            };
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `length`: a text or a list is as long as allowed
             *     - `range`: a number is within its bounds
             *     - `enum`: a word is one of those that are known
             *     - `format`: a value has the form that its description gives
             *     - `pool_bounds`: the co-producers' pool of any brief is from 1 to 5 %
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            428: components["responses"]["IfMatchRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    cancelBrief: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Cancellation"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Brief"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["State"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `format`: a value has the form that its description gives
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    closeBrief: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Brief"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["State"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    appointCoproducer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Appointment"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoproducerPlace"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             *     - `own_matter`: nobody decides what concerns themselves: another operator does
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased" | "https://coproducer.example/problems/own_matter";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `state`: a thing makes only the moves that its state allows
             *     - `coproducer_left`: whoever has left a brief is not appointed to it again
             *     - `coproducer_excluded`: nobody co-produces a brief that they posted, entered, oversee or are invited to
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/state" | "https://coproducer.example/problems/coproducer_left" | "https://coproducer.example/problems/coproducer_excluded";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `format`: a value has the form that its description gives
             *     - `no_coproducer`: only a co-producer of the platform is appointed to a brief
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    leaveBrief: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoproducerPlace"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["State"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    deliverBrief: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Brief"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["State"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    inviteComposers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewInvitations"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationPage"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `state`: a thing makes only the moves that its state allows
             *     - `account_closing`: whoever has asked to be erased is invited to nothing and becomes no co-producer any more
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/state" | "https://coproducer.example/problems/account_closing";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `length`: a text or a list is as long as allowed
             *     - `format`: a value has the form that its description gives
             *     - `coproducer`: a co-producer of a brief is not invited to enter it
             *     - `owner`: the client of a brief is not invited to enter it
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `state`: a thing makes only the moves that its state allows
             *     - `oversees_brief`: whoever has looked into a running brief as an operator takes no part in it
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/state" | "https://coproducer.example/problems/oversees_brief";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    declineInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["State"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    callLastVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Brief"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["State"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    proposeLexicon: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LexiconProposal"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lexicon"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["State"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `length`: a text or a list is as long as allowed
             *     - `range`: a number is within its bounds
             *     - `enum`: a word is one of those that are known
             *     - `format`: a value has the form that its description gives
             *     - `lexicon`: a lexicon translates each word once, into bounds that are in order
             *     - `lexicon_client_word`: a term of a lexicon is a word of the client, or says because of what it is there
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    confirmLexicon: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["LexiconConfirmation"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lexicon"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `state`: a thing makes only the moves that its state allows
             *     - `no_lexicon`: only a lexicon that was proposed is confirmed or sent back
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/state" | "https://coproducer.example/problems/no_lexicon";
                    };
                };
            };
            412: components["responses"]["StaleLexiconVersion"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `unknown_field`: a body has only fields that are known
             *     - `range`: a number is within its bounds
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    returnLexicon: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LexiconReturn"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lexicon"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `state`: a thing makes only the moves that its state allows
             *     - `no_lexicon`: only a lexicon that was proposed is confirmed or sent back
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/state" | "https://coproducer.example/problems/no_lexicon";
                    };
                };
            };
            412: components["responses"]["StaleLexiconVersion"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `range`: a number is within its bounds
             *     - `format`: a value has the form that its description gives
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    readLicence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedLicenceDocument"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    openBrief: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Brief"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `state`: a thing makes only the moves that its state allows
             *     - `prize_not_funded`: a brief with a prize opens once the prize has been received
             *     - `deadline_passed`: a brief opens before its deadline
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/state" | "https://coproducer.example/problems/prize_not_funded" | "https://coproducer.example/problems/deadline_passed";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    previewOpening: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Opening"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["State"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    readOutcomeComparison: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutcomeComparison"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    fundPrize: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PrizeFunding"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Brief"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             *     - `own_matter`: nobody decides what concerns themselves: another operator does
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased" | "https://coproducer.example/problems/own_matter";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `state`: a thing makes only the moves that its state allows
             *     - `no_prize`: only a prize that was promised is received
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/state" | "https://coproducer.example/problems/no_prize";
                    };
                };
            };
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `range`: a number is within its bounds
             *     - `enum`: a word is one of those that are known
             *     - `format`: a value has the form that its description gives
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listQuestions: {
        parameters: {
            query?: {
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuestionPage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    askQuestion: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description A text of the client's own for this one request, such as a random UUID: 16 to 128 visible ASCII characters without a comma. The same request with the same key creates nothing twice and is answered as before; another body under the same key is a 422. It is remembered for ever.
                 * @example 7f0c1a2b-3c4d-4e5f-8a9b-0c1d2e3f4a5b
                 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewQuestion"];
            };
        };
        responses: {
            /** @description It was made, or had been made by the same request before. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Question"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["State"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *     - `idempotency_key_reused`: an idempotency key belongs to one request
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `format`: a value has the form that its description gives
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation" | "https://coproducer.example/problems/idempotency_key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    answerQuestion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
                /** @description A question on a brief. */
                question: components["parameters"]["question"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAnswer"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Question"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `state`: a thing makes only the moves that its state allows
             *     - `fixed_once_open`: prize, visibility, reviews per track, seats, pool and licence are fixed once a brief is open
             *     - `deadline_only_later`: the deadline of an open brief only moves later
             *     - `question_answered`: a question is answered once, for all
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/state" | "https://coproducer.example/problems/fixed_once_open" | "https://coproducer.example/problems/deadline_only_later" | "https://coproducer.example/problems/question_answered";
                    };
                };
            };
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `length`: a text or a list is as long as allowed
             *     - `range`: a number is within its bounds
             *     - `enum`: a word is one of those that are known
             *     - `format`: a value has the form that its description gives
             *     - `pool_bounds`: the co-producers' pool of any brief is from 1 to 5 %
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    readRanking: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ranking"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listReferenceMedia: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReferenceMediumPage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    addReferenceMedium: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description A text of the client's own for this one request, such as a random UUID: 16 to 128 visible ASCII characters without a comma. The same request with the same key creates nothing twice and is answered as before; another body under the same key is a 422. It is remembered for ever.
                 * @example 7f0c1a2b-3c4d-4e5f-8a9b-0c1d2e3f4a5b
                 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReferenceMedium"];
            };
        };
        responses: {
            /** @description It was made, or had been made by the same request before. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnnouncedReferenceMedium"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `state`: a thing makes only the moves that its state allows
             *     - `too_many_reference_media`: a brief has at most five reference media
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/state" | "https://coproducer.example/problems/too_many_reference_media";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *     - `idempotency_key_reused`: an idempotency key belongs to one request
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `length`: a text or a list is as long as allowed
             *     - `blank`: a text is not blank
             *     - `control_character`: a text has no control characters
             *     - `range`: a number is within its bounds
             *     - `enum`: a word is one of those that are known
             *     - `format`: a value has the form that its description gives
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation" | "https://coproducer.example/problems/idempotency_key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    removeReferenceMedium: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
                /** @description Music that a client lets everybody hear who reads their brief. */
                reference_media: components["parameters"]["reference_media"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReferenceMediumPage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    restoreAward: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OperatorReason"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AwardFinding"];
                };
            };
            /** @description It goes on, or waits for somebody else; `Location` says where to look. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FirstWord"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             *     - `own_matter`: nobody decides what concerns themselves: another operator does
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased" | "https://coproducer.example/problems/own_matter";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `not_awarded`: only what was awarded is matched with money, has a recording code or a void award
             *     - `award_not_void`: only an award that was found void is restored
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/not_awarded" | "https://coproducer.example/problems/award_not_void";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `length`: a text or a list is as long as allowed
             *     - `blank`: a text is not blank
             *     - `control_character`: a text has no control characters
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    selectWinner: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSelection"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Brief"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `state`: a thing makes only the moves that its state allows
             *     - `unanswered_tracks`: no award while a valid track lacks an answer that was promised to its newest version
             *     - `not_reviewed`: only a version with a delivered review is shortlisted or selected
             *     - `another_track_selected`: one version is selected, once
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/state" | "https://coproducer.example/problems/unanswered_tracks" | "https://coproducer.example/problems/not_reviewed" | "https://coproducer.example/problems/another_track_selected";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `range`: a number is within its bounds
             *     - `format`: a value has the form that its description gives
             *     - `selection_reason`: a selection says in at least five words why this one
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listTracks: {
        parameters: {
            query?: {
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackPage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    submitTrack: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description A text of the client's own for this one request, such as a random UUID: 16 to 128 visible ASCII characters without a comma. The same request with the same key creates nothing twice and is answered as before; another body under the same key is a 422. It is remembered for ever.
                 * @example 7f0c1a2b-3c4d-4e5f-8a9b-0c1d2e3f4a5b
                 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrackSubmission"];
            };
        };
        responses: {
            /** @description It was made, or had been made by the same request before. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reserved"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `brief_not_open`: a track comes before the deadline, a further version in time after its verdict and before the last ones end
             *     - `too_many_open_entries`: a composer has as many entries open at once as their level allows: 3, 10, 30 or 60
             *     - `too_many_entries_of_brief`: a composer has at most three entries open in one brief
             *     - `own_brief`: a client does not enter their own brief
             *     - `coproducer_of_brief`: a co-producer of a brief does not enter it
             *     - `oversees_brief`: whoever has looked into a running brief as an operator takes no part in it
             *     - `duplicate_audio`: a recording is submitted once, by one composer
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/brief_not_open" | "https://coproducer.example/problems/too_many_open_entries" | "https://coproducer.example/problems/too_many_entries_of_brief" | "https://coproducer.example/problems/own_brief" | "https://coproducer.example/problems/coproducer_of_brief" | "https://coproducer.example/problems/oversees_brief" | "https://coproducer.example/problems/duplicate_audio";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *     - `idempotency_key_reused`: an idempotency key belongs to one request
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `length`: a text or a list is as long as allowed
             *     - `blank`: a text is not blank
             *     - `control_character`: a text has no control characters
             *     - `range`: a number is within its bounds
             *     - `enum`: a word is one of those that are known
             *     - `format`: a value has the form that its description gives
             *     - `format_taken`: a file is announced in a format that the brief takes
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation" | "https://coproducer.example/problems/idempotency_key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    readTrack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
                /** @description A submitted piece of music, in all its versions. */
                track: components["parameters"]["track"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Track"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    setIsrc: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
                /** @description A submitted piece of music, in all its versions. */
                track: components["parameters"]["track"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewIsrc"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IsrcEntry"];
                };
            };
            /** @description It goes on, or waits for somebody else; `Location` says where to look. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FirstWord"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             *     - `own_matter`: nobody decides what concerns themselves: another operator does
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased" | "https://coproducer.example/problems/own_matter";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `not_awarded`: only what was awarded is matched with money, has a recording code or a void award
             *     - `isrc_taken`: a recording code is one track's alone
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/not_awarded" | "https://coproducer.example/problems/isrc_taken";
                    };
                };
            };
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `format`: a value has the form that its description gives
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listTrackLikenesses: {
        parameters: {
            query?: {
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
                /** @description A submitted piece of music, in all its versions. */
                track: components["parameters"]["track"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LikenessPage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    downloadMaster: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
                /** @description A submitted piece of music, in all its versions. */
                track: components["parameters"]["track"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Master"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["NotSelected"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    rateTrack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
                /** @description A submitted piece of music, in all its versions. */
                track: components["parameters"]["track"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRating"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RatedTrack"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `range`: a number is within its bounds
             *     - `format`: a value has the form that its description gives
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listTrackReviews: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
                /** @description A submitted piece of music, in all its versions. */
                track: components["parameters"]["track"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveredReviewPage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    shortlistTrack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
                /** @description A submitted piece of music, in all its versions. */
                track: components["parameters"]["track"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShortlistedTrack"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `state`: a thing makes only the moves that its state allows
             *     - `not_reviewed`: only a version with a delivered review is shortlisted or selected
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/state" | "https://coproducer.example/problems/not_reviewed";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    removeFromShortlist: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
                /** @description A submitted piece of music, in all its versions. */
                track: components["parameters"]["track"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShortlistedTrack"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["State"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    readSplit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
                /** @description A submitted piece of music, in all its versions. */
                track: components["parameters"]["track"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Split"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    markForTrials: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
                /** @description A submitted piece of music, in all its versions. */
                track: components["parameters"]["track"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarkedTrack"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["TrialTrackClosed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    setTrialConsent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
                /** @description A submitted piece of music, in all its versions. */
                track: components["parameters"]["track"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrialConsent"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarkedTrack"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    submitVersion: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description A text of the client's own for this one request, such as a random UUID: 16 to 128 visible ASCII characters without a comma. The same request with the same key creates nothing twice and is answered as before; another body under the same key is a 422. It is remembered for ever.
                 * @example 7f0c1a2b-3c4d-4e5f-8a9b-0c1d2e3f4a5b
                 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
                /** @description A submitted piece of music, in all its versions. */
                track: components["parameters"]["track"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionSubmission"];
            };
        };
        responses: {
            /** @description It was made, or had been made by the same request before. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reserved"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `brief_not_open`: a track comes before the deadline, a further version in time after its verdict and before the last ones end
             *     - `too_many_open_entries`: a composer has as many entries open at once as their level allows: 3, 10, 30 or 60
             *     - `too_many_entries_of_brief`: a composer has at most three entries open in one brief
             *     - `not_sent_back`: a further version follows only one that was sent back
             *     - `too_many_versions`: a track has at most five versions
             *     - `unchanged_audio`: a further version is another recording than the ones before it
             *     - `duplicate_audio`: a recording is submitted once, by one composer
             *     - `track_withdrawn`: a withdrawn track takes no further version
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/brief_not_open" | "https://coproducer.example/problems/too_many_open_entries" | "https://coproducer.example/problems/too_many_entries_of_brief" | "https://coproducer.example/problems/not_sent_back" | "https://coproducer.example/problems/too_many_versions" | "https://coproducer.example/problems/unchanged_audio" | "https://coproducer.example/problems/duplicate_audio" | "https://coproducer.example/problems/track_withdrawn";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *     - `idempotency_key_reused`: an idempotency key belongs to one request
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `length`: a text or a list is as long as allowed
             *     - `blank`: a text is not blank
             *     - `control_character`: a text has no control characters
             *     - `range`: a number is within its bounds
             *     - `enum`: a word is one of those that are known
             *     - `format`: a value has the form that its description gives
             *     - `format_taken`: a file is announced in a format that the brief takes
             *     - `addressed_note_known`: a further version names only notes of the reviews of the version before
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation" | "https://coproducer.example/problems/idempotency_key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    acceptAsk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
                /** @description A submitted piece of music, in all its versions. */
                track: components["parameters"]["track"];
                /** @description Which version it is, counted from 1. */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueuedReview"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["AskOver"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    declineAsk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
                /** @description A submitted piece of music, in all its versions. */
                track: components["parameters"]["track"];
                /** @description Which version it is, counted from 1. */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GivenAskAnswer"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["AskOver"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    explainAssignment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
                /** @description A submitted piece of music, in all its versions. */
                track: components["parameters"]["track"];
                /** @description Which version it is, counted from 1. */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assignment"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    readListeningLinks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
                /** @description A submitted piece of music, in all its versions. */
                track: components["parameters"]["track"];
                /** @description Which version it is, counted from 1. */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listening"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["NothingToPlay"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    withdrawTrack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
                /** @description A submitted piece of music, in all its versions. */
                track: components["parameters"]["track"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Track"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["TrackSelected"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    nameWriters: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` of what was read: where it is sent, the change is made to exactly that, else it is a 412. Left out, the last word wins. `*` matches always, several tags may be listed, weak ones never match.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["OptionalIfMatch"];
            };
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
                /** @description A submitted piece of music, in all its versions. */
                track: components["parameters"]["track"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWriters"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Track"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `track_withdrawn`: a withdrawn track takes no further version
             *     - `track_selected`: what has won is neither taken back nor shared out anew
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/track_withdrawn" | "https://coproducer.example/problems/track_selected";
                    };
                };
            };
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `length`: a text or a list is as long as allowed
             *     - `range`: a number is within its bounds
             *     - `format`: a value has the form that its description gives
             *     - `writer_listed_once`: a writer is named once
             *     - `composer_among_writers`: whoever submitted a track is one of its writers
             *     - `shares_sum_to_one`: the writers' shares add up to the whole
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    consentAsWriter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
                /** @description A submitted piece of music, in all its versions. */
                track: components["parameters"]["track"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AgreedShare"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Track"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `coproducer_of_brief`: a co-producer of a brief does not enter it
             *     - `oversees_brief`: whoever has looked into a running brief as an operator takes no part in it
             *     - `track_withdrawn`: a withdrawn track takes no further version
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/coproducer_of_brief" | "https://coproducer.example/problems/oversees_brief" | "https://coproducer.example/problems/track_withdrawn";
                    };
                };
            };
            412: components["responses"]["StaleShare"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `unknown_field`: a body has only fields that are known
             *     - `range`: a number is within its bounds
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    refuseAsWriter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
                /** @description A submitted piece of music, in all its versions. */
                track: components["parameters"]["track"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refused"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `track_withdrawn`: a withdrawn track takes no further version
             *     - `composer_stays`: whoever submitted a track does not refuse their own share
             *     - `share_agreed`: whoever has agreed with a share keeps it once the track has won
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/track_withdrawn" | "https://coproducer.example/problems/composer_stays" | "https://coproducer.example/problems/share_agreed";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    readBriefVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
                /** @description Which version it is, counted from 1. */
                version: components["parameters"]["version"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BriefVersion"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    voidAward: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a client asks for: a brief. */
                brief: components["parameters"]["brief"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OperatorReason"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AwardFinding"];
                };
            };
            /** @description It goes on, or waits for somebody else; `Location` says where to look. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FirstWord"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             *     - `own_matter`: nobody decides what concerns themselves: another operator does
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased" | "https://coproducer.example/problems/own_matter";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["NotAwarded"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `length`: a text or a list is as long as allowed
             *     - `blank`: a text is not blank
             *     - `control_character`: a text has no control characters
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listCoproducerAppeals: {
        parameters: {
            query?: {
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoproducerPage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listCoproducerApplications: {
        parameters: {
            query?: {
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationPage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    decideCoproducerApplication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An application to become a co-producer. */
                application: components["parameters"]["application"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApplicationDecision"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             *     - `own_matter`: nobody decides what concerns themselves: another operator does
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased" | "https://coproducer.example/problems/own_matter";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `state`: a thing makes only the moves that its state allows
             *     - `trial_unfinished`: whoever was given a trial is accepted once they have answered its tracks
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/state" | "https://coproducer.example/problems/trial_unfinished";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `format`: a value has the form that its description gives
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    readCreditKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishedKey"];
                };
            };
            400: components["responses"]["Query"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    verifyCredit: {
        parameters: {
            query?: {
                /** @description Of the holder's link: it opens the credit under an embargo too. */
                token?: string;
            };
            header?: never;
            path: {
                /** @description A credit in a portfolio. */
                credit: components["parameters"]["credit"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedCreditDocument"];
                };
            };
            400: components["responses"]["Query"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listDisputes: {
        parameters: {
            query?: {
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingDisputePage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listHolds: {
        parameters: {
            query?: {
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldPage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listLapses: {
        parameters: {
            query?: {
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LapsePage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listLikenesses: {
        parameters: {
            query?: {
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LikenessPage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    readMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    writeMe: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` of what was read: where it is sent, the change is made to exactly that, else it is a 412. Left out, the last word wins. `*` matches always, several tags may be listed, weak ones never match.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["OptionalIfMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Profile"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `length`: a text or a list is as long as allowed
             *     - `range`: a number is within its bounds
             *     - `enum`: a word is one of those that are known
             *     - `format`: a value has the form that its description gives
             *     - `https_link`: a link of a profile begins with https:// and names a host
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    eraseMe: {
        parameters: {
            query?: {
                /** @description Whether what is owed is given up, so that nothing waits. */
                waive_balance?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It goes on after this answer; `Location` says where to look. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    writeMyAvailability: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAvailability"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `enum`: a word is one of those that are known
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listMyBalances: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BalancePage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listMyBriefs: {
        parameters: {
            query?: {
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BriefPage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    applyAsCoproducer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApplication"];
            };
        };
        responses: {
            /** @description It was made, or had been made by the same request before. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `state`: a thing makes only the moves that its state allows
             *     - `application_needs_more`: whoever applies as co-producer is at least Junior and has three approved tracks, by what is public
             *     - `reapply_later`: whoever was declined applies again after 180 days
             *     - `account_closing`: whoever has asked to be erased is invited to nothing and becomes no co-producer any more
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/state" | "https://coproducer.example/problems/application_needs_more" | "https://coproducer.example/problems/reapply_later" | "https://coproducer.example/problems/account_closing";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `unknown_field`: a body has only fields that are known
             *     - `format`: a value has the form that its description gives
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listTrialTracks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialRoomPage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `not_found`: what is asked for exists, and the caller may know of it
             */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/not_found";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    answerTrial: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTrialAnswer"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialAnswer"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `not_found`: what is asked for exists, and the caller may know of it
             */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/not_found";
                    };
                };
            };
            409: components["responses"]["AlreadyAnsweredTrial"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `length`: a text or a list is as long as allowed
             *     - `range`: a number is within its bounds
             *     - `format`: a value has the form that its description gives
             *     - `review_note_inside_track`: every note points to a time inside the track
             *     - `review_note_forwards`: a note about a range ends after it begins
             *     - `review_notes_not_too_many`: the feedback has at most 100 notes
             *     - `trial_noted`: an answer to a track of a trial has at least one note
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listMyCredits: {
        parameters: {
            query?: {
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreditPage"];
                    "text/csv; charset=utf-8": string;
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listMyInvitations: {
        parameters: {
            query?: {
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationPage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listMyNotices: {
        parameters: {
            query?: {
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticePage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    readPayoutAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutAccount"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `not_found`: what is asked for exists, and the caller may know of it
             */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/not_found";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    changePayoutAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PayoutAccountEntry"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutAccount"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            409: components["responses"]["ChangedInBetween"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `length`: a text or a list is as long as allowed
             *     - `blank`: a text is not blank
             *     - `control_character`: a text has no control characters
             *     - `range`: a number is within its bounds
             *     - `format`: a value has the form that its description gives
             *     - `iban`: an IBAN has a country, a length, a structure and check digits that belong together
             *     - `outside_sepa`: euros are paid to an IBAN of a country within SEPA
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    requestPayout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestedPayout"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            409: components["responses"]["PayoutRequested"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listMyPoints: {
        parameters: {
            query?: {
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Points"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    recordMyRoles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Roles"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listMyStatements: {
        parameters: {
            query?: {
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementTotalsPage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    readMyStatement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A calendar month in UTC, written YYYY-MM, from 2000-01 to 9998-12. */
                month: components["parameters"]["month"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"];
                    "application/pdf": string;
                    "text/csv; charset=utf-8": string;
                };
            };
            /** @description It is too large for an answer; `Location` is a link from which it can be had. */
            303: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    traceMyStatement: {
        parameters: {
            query: {
                /** @description Of the line: a statement has lines in several. */
                currency: components["schemas"]["Currency"];
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
                /** @description As the statement names it: the share of what the month's files say of it. */
                track?: string;
                /** @description The entry: what had waited and moved. */
                suspense?: components["schemas"]["SuspenseId"];
                /** @description What moved, as the statement names it; what is withheld has no subject. */
                kind?: "adjustment" | "correction" | "match" | "consent" | "award_restored" | "prize" | "waiver" | "withholding";
                /** @description What it is about, as the statement names it. */
                subject?: string;
            };
            header?: never;
            path: {
                /** @description A calendar month in UTC, written YYYY-MM, from 2000-01 to 9998-12. */
                month: components["parameters"]["month"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowedLine"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listMySuspense: {
        parameters: {
            query?: {
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingSharePage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listMyTracks: {
        parameters: {
            query?: {
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnTrackPage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listMembers: {
        parameters: {
            query?: {
                /** @description A genre: lower-case letters, digits and hyphens. */
                genre?: components["schemas"]["Tag"];
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DirectoryMemberPage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    readMember: {
        parameters: {
            query?: {
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                /** @description A person who has signed in at least once. */
                member: components["parameters"]["member"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Portfolio"];
                    "text/csv; charset=utf-8": string;
                };
            };
            400: components["responses"]["Query"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    appealSuspension: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A person who has signed in at least once. */
                member: components["parameters"]["member"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAppeal"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Coproducer"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `nothing_to_appeal`: only a co-producer who is suspended or revoked appeals
             *     - `already_appealed`: each suspension is appealed once
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/nothing_to_appeal" | "https://coproducer.example/problems/already_appealed";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `format`: a value has the form that its description gives
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    decideAppeal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A person who has signed in at least once. */
                member: components["parameters"]["member"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppealDecision"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Coproducer"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             *     - `own_matter`: nobody decides what concerns themselves: another operator does
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased" | "https://coproducer.example/problems/own_matter";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["NoAppeal"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `format`: a value has the form that its description gives
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    readErasure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A person who has signed in at least once. */
                member: components["parameters"]["member"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicErasure"];
                };
            };
            400: components["responses"]["Query"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    readErasureReasons: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A person who has signed in at least once. */
                member: components["parameters"]["member"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureReasons"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    nameFoundingCoproducer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A person who has signed in at least once. */
                member: components["parameters"]["member"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FoundingReason"];
            };
        };
        responses: {
            /** @description It was made, or had been made by the same request before. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Coproducer"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             *     - `own_matter`: nobody decides what concerns themselves: another operator does
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased" | "https://coproducer.example/problems/own_matter";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `already_coproducer`: whoever co-produces already, or has applied, is not named a founder
             *     - `account_closing`: whoever has asked to be erased is invited to nothing and becomes no co-producer any more
             *     - `founder_is_composer`: whoever is named a founding co-producer is a composer first
             *     - `founder_is_known`: whoever is named a founding co-producer has a complete profile
             *     - `founding_seats_taken`: only the first five co-producers are founders
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/already_coproducer" | "https://coproducer.example/problems/account_closing" | "https://coproducer.example/problems/founder_is_composer" | "https://coproducer.example/problems/founder_is_known" | "https://coproducer.example/problems/founding_seats_taken";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `format`: a value has the form that its description gives
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    placeHold: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` of what was read: where it is sent, the change is made to exactly that, else it is a 412. Left out, the last word wins. `*` matches always, several tags may be listed, weak ones never match.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["OptionalIfMatch"];
            };
            path: {
                /** @description A person who has signed in at least once. */
                member: components["parameters"]["member"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewHold"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hold"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             *     - `own_matter`: nobody decides what concerns themselves: another operator does
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased" | "https://coproducer.example/problems/own_matter";
                    };
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `not_found`: what is asked for exists, and the caller may know of it
             *     - `unknown_payee`: a rate of tax and a hold are for somebody whom the studio knows
             *
             *     As `application/json`: the gateway's own answer, before any function.
             */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description The gateway's words, always the same.
                         * @enum {string}
                         */
                        message: "Not Found";
                    };
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/not_found" | "https://coproducer.example/problems/unknown_payee";
                    };
                };
            };
            409: components["responses"]["ChangedInBetween"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `length`: a text or a list is as long as allowed
             *     - `blank`: a text is not blank
             *     - `control_character`: a text has no control characters
             *     - `format`: a value has the form that its description gives
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    releaseHold: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` of what was read: where it is sent, the change is made to exactly that, else it is a 412. Left out, the last word wins. `*` matches always, several tags may be listed, weak ones never match.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["OptionalIfMatch"];
            };
            path: {
                /** @description A person who has signed in at least once. */
                member: components["parameters"]["member"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OperatorReason"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hold"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             *     - `own_matter`: nobody decides what concerns themselves: another operator does
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased" | "https://coproducer.example/problems/own_matter";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["ChangedInBetween"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `length`: a text or a list is as long as allowed
             *     - `blank`: a text is not blank
             *     - `control_character`: a text has no control characters
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    revokeCoproducer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A person who has signed in at least once. */
                member: components["parameters"]["member"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConductReason"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Coproducer"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             *     - `own_matter`: nobody decides what concerns themselves: another operator does
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased" | "https://coproducer.example/problems/own_matter";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["State"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `format`: a value has the form that its description gives
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    readMemberStatement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A person who has signed in at least once. */
                member: components["parameters"]["member"];
                /** @description A calendar month in UTC, written YYYY-MM, from 2000-01 to 9998-12. */
                month: components["parameters"]["month"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"];
                    "application/pdf": string;
                    "text/csv; charset=utf-8": string;
                };
            };
            /** @description It is too large for an answer; `Location` is a link from which it can be had. */
            303: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    traceMemberStatement: {
        parameters: {
            query: {
                /** @description Of the line: a statement has lines in several. */
                currency: components["schemas"]["Currency"];
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
                /** @description As the statement names it: the share of what the month's files say of it. */
                track?: string;
                /** @description The entry: what had waited and moved. */
                suspense?: components["schemas"]["SuspenseId"];
                /** @description What moved, as the statement names it; what is withheld has no subject. */
                kind?: "adjustment" | "correction" | "match" | "consent" | "award_restored" | "prize" | "waiver" | "withholding";
                /** @description What it is about, as the statement names it. */
                subject?: string;
            };
            header?: never;
            path: {
                /** @description A person who has signed in at least once. */
                member: components["parameters"]["member"];
                /** @description A calendar month in UTC, written YYYY-MM, from 2000-01 to 9998-12. */
                month: components["parameters"]["month"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowedLine"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    suspendCoproducer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A person who has signed in at least once. */
                member: components["parameters"]["member"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConductReason"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Coproducer"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             *     - `own_matter`: nobody decides what concerns themselves: another operator does
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased" | "https://coproducer.example/problems/own_matter";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["State"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `format`: a value has the form that its description gives
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    readTaxRate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A person who has signed in at least once. */
                member: components["parameters"]["member"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaxRate"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    setTaxRate: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` of what was read: where it is sent, the change is made to exactly that, else it is a 412. Left out, the last word wins. `*` matches always, several tags may be listed, weak ones never match.
                 * @example "v3"
                 */
                "If-Match"?: components["parameters"]["OptionalIfMatch"];
            };
            path: {
                /** @description A person who has signed in at least once. */
                member: components["parameters"]["member"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTaxRate"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaxRate"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             *     - `own_matter`: nobody decides what concerns themselves: another operator does
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased" | "https://coproducer.example/problems/own_matter";
                    };
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `not_found`: what is asked for exists, and the caller may know of it
             *     - `unknown_payee`: a rate of tax and a hold are for somebody whom the studio knows
             *
             *     As `application/json`: the gateway's own answer, before any function.
             */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description The gateway's words, always the same.
                         * @enum {string}
                         */
                        message: "Not Found";
                    };
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/not_found" | "https://coproducer.example/problems/unknown_payee";
                    };
                };
            };
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `range`: a number is within its bounds
             *     - `format`: a value has the form that its description gives
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listMonths: {
        parameters: {
            query?: {
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MonthStandingPage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    readMonth: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A calendar month in UTC, written YYYY-MM, from 2000-01 to 9998-12. */
                month: components["parameters"]["month"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Month"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["MonthNotStarted"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    approveMonth: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A calendar month in UTC, written YYYY-MM, from 2000-01 to 9998-12. */
                month: components["parameters"]["month"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanApproval"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Month"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             *     - `own_matter`: nobody decides what concerns themselves: another operator does
             *     - `approver_contributed`: nobody approves a month that they put something into
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased" | "https://coproducer.example/problems/own_matter" | "https://coproducer.example/problems/approver_contributed";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["State"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `format`: a value has the form that its description gives
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listBatches: {
        parameters: {
            query?: {
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                /** @description A calendar month in UTC, written YYYY-MM, from 2000-01 to 9998-12. */
                month: components["parameters"]["month"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchPage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    readBooks: {
        parameters: {
            query?: {
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                /** @description A calendar month in UTC, written YYYY-MM, from 2000-01 to 9998-12. */
                month: components["parameters"]["month"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Books"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["MonthNotStarted"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    closeMonth: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A calendar month in UTC, written YYYY-MM, from 2000-01 to 9998-12. */
                month: components["parameters"]["month"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Month"];
                };
            };
            /** @description It goes on, or waits for somebody else; `Location` says where to look. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Month"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `state`: a thing makes only the moves that its state allows
             *     - `unknown_payouts`: a month closes once somebody has found out what became of every payout
             *     - `trial_balance_differs`: a month closes only if its books agree with its plan
             *     - `posting_under_way`: a month closes while the next one is not half posted
             *     - `previous_month_unposted`: months follow each other: a step waits for the month before
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/state" | "https://coproducer.example/problems/unknown_payouts" | "https://coproducer.example/problems/trial_balance_differs" | "https://coproducer.example/problems/posting_under_way" | "https://coproducer.example/problems/previous_month_unposted";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listConfirmations: {
        parameters: {
            query?: {
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                /** @description A calendar month in UTC, written YYYY-MM, from 2000-01 to 9998-12. */
                month: components["parameters"]["month"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnParts"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    confirmPart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A calendar month in UTC, written YYYY-MM, from 2000-01 to 9998-12. */
                month: components["parameters"]["month"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PartConfirmation"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Month"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             *     - `own_matter`: nobody decides what concerns themselves: another operator does
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased" | "https://coproducer.example/problems/own_matter";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["State"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `format`: a value has the form that its description gives
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    freezeMonth: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A calendar month in UTC, written YYYY-MM, from 2000-01 to 9998-12. */
                month: components["parameters"]["month"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Month"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `month_not_ended`: a month is frozen after it has ended
             *     - `previous_month_unposted`: months follow each other: a step waits for the month before
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/month_not_ended" | "https://coproducer.example/problems/previous_month_unposted";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    payMonth: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A calendar month in UTC, written YYYY-MM, from 2000-01 to 9998-12. */
                month: components["parameters"]["month"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MonthPayment"];
                };
            };
            /** @description It goes on, or waits for somebody else; `Location` says where to look. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MonthPayment"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `own_decision`: whoever reopened a payout does not pay it again: another operator does
             *     - `erased`: a token of somebody who was erased opens nothing any more
             *     - `own_matter`: nobody decides what concerns themselves: another operator does
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/own_decision" | "https://coproducer.example/problems/erased" | "https://coproducer.example/problems/own_matter";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `state`: a thing makes only the moves that its state allows
             *     - `changed_in_between`: of two changes at the same moment the first one counts
             *     - `no_paying_account`: euros are paid once the studio has an account to pay from
             *     - `previous_month_unposted`: months follow each other: a step waits for the month before
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/state" | "https://coproducer.example/problems/changed_in_between" | "https://coproducer.example/problems/no_paying_account" | "https://coproducer.example/problems/previous_month_unposted";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    planMonth: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A calendar month in UTC, written YYYY-MM, from 2000-01 to 9998-12. */
                month: components["parameters"]["month"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Month"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `state`: a thing makes only the moves that its state allows
             *     - `previous_month_unposted`: months follow each other: a step waits for the month before
             *     - `no_plan`: a plan follows from what is in its month
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/state" | "https://coproducer.example/problems/previous_month_unposted" | "https://coproducer.example/problems/no_plan";
                    };
                };
            };
            412: components["responses"]["Stale"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    comparePlans: {
        parameters: {
            query?: {
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                /** @description A calendar month in UTC, written YYYY-MM, from 2000-01 to 9998-12. */
                month: components["parameters"]["month"];
                /** @description The earlier of the two, by its number. */
                before: components["parameters"]["before"];
                /** @description The later of the two, by its number. */
                after: components["parameters"]["after"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanDiff"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    postMonth: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A calendar month in UTC, written YYYY-MM, from 2000-01 to 9998-12. */
                month: components["parameters"]["month"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Month"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `state`: a thing makes only the moves that its state allows
             *     - `previous_month_unposted`: months follow each other: a step waits for the month before
             *     - `stale_opening`: a plan opens with what the month before closed with
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/state" | "https://coproducer.example/problems/previous_month_unposted" | "https://coproducer.example/problems/stale_opening";
                    };
                };
            };
            412: components["responses"]["Stale"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    rejectMonth: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A calendar month in UTC, written YYYY-MM, from 2000-01 to 9998-12. */
                month: components["parameters"]["month"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanRejection"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Month"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `state`: a thing makes only the moves that its state allows
             *     - `posting_started`: a plan is rejected before its posting begins
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/state" | "https://coproducer.example/problems/posting_started";
                    };
                };
            };
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `length`: a text or a list is as long as allowed
             *     - `blank`: a text is not blank
             *     - `control_character`: a text has no control characters
             *     - `format`: a value has the form that its description gives
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listRevenue: {
        parameters: {
            query?: {
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                /** @description A calendar month in UTC, written YYYY-MM, from 2000-01 to 9998-12. */
                month: components["parameters"]["month"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadPage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    announceRevenue: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description A text of the client's own for this one request, such as a random UUID: 16 to 128 visible ASCII characters without a comma. The same request with the same key creates nothing twice and is answered as before; another body under the same key is a 422. It is remembered for ever.
                 * @example 7f0c1a2b-3c4d-4e5f-8a9b-0c1d2e3f4a5b
                 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description A calendar month in UTC, written YYYY-MM, from 2000-01 to 9998-12. */
                month: components["parameters"]["month"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevenueFileAnnouncement"];
            };
        };
        responses: {
            /** @description It was made, or had been made by the same request before. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `month_frozen`: a file joins a month before it is frozen
             *     - `month_not_started`: files and books are of months that have begun
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/month_frozen" | "https://coproducer.example/problems/month_not_started";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *     - `idempotency_key_reused`: an idempotency key belongs to one request
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `range`: a number is within its bounds
             *     - `enum`: a word is one of those that are known
             *     - `format`: a value has the form that its description gives
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation" | "https://coproducer.example/problems/idempotency_key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    withdrawRevenue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A calendar month in UTC, written YYYY-MM, from 2000-01 to 9998-12. */
                month: components["parameters"]["month"];
                /** @description A SHA-256 as 64 hexadecimal digits: read in either case, written in lower case. */
                sha256: components["parameters"]["sha256"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["MonthFrozen"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    takeInBankAnswers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A calendar month in UTC, written YYYY-MM, from 2000-01 to 9998-12. */
                month: components["parameters"]["month"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/gzip": string;
                "application/xml": string;
                "text/csv": string;
                "text/xml": string;
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BankAnswerReport"];
                };
            };
            /** @description It goes on, or waits for somebody else; `Location` says where to look. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BankAnswerReport"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["BatchUnderWay"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listMonthStatements: {
        parameters: {
            query?: {
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                /** @description A calendar month in UTC, written YYYY-MM, from 2000-01 to 9998-12. */
                month: components["parameters"]["month"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MonthStatements"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["NotPlanned"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listOperatorWords: {
        parameters: {
            query?: {
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingWordPage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listPayouts: {
        parameters: {
            query?: {
                /** @description Where a payout stands. */
                state?: components["schemas"]["PayoutState"];
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutPage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    reportPayout: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a payee is owed for one month in one currency. */
                payout: components["parameters"]["payout"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PayoutDecision"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payout"];
                };
            };
            /** @description It goes on, or waits for somebody else; `Location` says where to look. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payout"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             *     - `own_matter`: nobody decides what concerns themselves: another operator does
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased" | "https://coproducer.example/problems/own_matter";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `state`: a thing makes only the moves that its state allows
             *     - `batch_under_way`: nothing is said of a payment before its batch has its files for the bank
             *     - `bank_file_required`: only a payment that no file for the bank takes is settled by hand
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/state" | "https://coproducer.example/problems/batch_under_way" | "https://coproducer.example/problems/bank_file_required";
                    };
                };
            };
            412: components["responses"]["SupersededAttempt"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `length`: a text or a list is as long as allowed
             *     - `blank`: a text is not blank
             *     - `control_character`: a text has no control characters
             *     - `range`: a number is within its bounds
             *     - `enum`: a word is one of those that are known
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listMyReviews: {
        parameters: {
            query?: {
                /** @description Only reviews that have come so far. */
                state?: components["schemas"]["ReviewState"];
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueuedReviewPage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    enterListeningRoom: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One reviewer's work on one version. */
                review: components["parameters"]["review"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListeningRoom"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    deliverReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One reviewer's work on one version. */
                review: components["parameters"]["review"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewSubmission"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveredReview"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `state`: a thing makes only the moves that its state allows
             *     - `already_delivered_differently`: a review is delivered once: another answer does not replace it
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/state" | "https://coproducer.example/problems/already_delivered_differently";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `length`: a text or a list is as long as allowed
             *     - `range`: a number is within its bounds
             *     - `enum`: a word is one of those that are known
             *     - `format`: a value has the form that its description gives
             *     - `review_heard_enough`: at least 80 % of the track has been heard
             *     - `review_words_enough`: the feedback has at least 15 words
             *     - `review_words_distinct`: the feedback has at least 10 different words
             *     - `review_not_repetitive`: at most three in ten phrases of the feedback repeat an earlier one
             *     - `review_strength_named`: the feedback names at least one strength
             *     - `review_note_actionable`: unless the track is approved, at least one note says what to do, and where
             *     - `review_note_inside_track`: every note points to a time inside the track
             *     - `review_note_forwards`: a note about a range ends after it begins
             *     - `review_notes_not_too_many`: the feedback has at most 100 notes
             *     - `review_reason_given`: a track that is not approved gets a reason code
             *     - `review_confirms_notes`: whoever hears a further version says of each of their notes whether it was addressed
             *     - `review_not_near_copy`: the text is not a near copy of one of the reviewer's last 20 texts
             *     - `review_not_copied_from_others`: the text is not a near copy of what another reviewer has said in the same brief
             *     - `review_verdict_fits_scores`: the verdict is one that the scores leave open
             *     - `review_fit_cites_term`: where the brief has a confirmed lexicon, the fit score cites one of its words
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    declineReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One reviewer's work on one version. */
                review: components["parameters"]["review"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewDecline"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueuedReview"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `state`: a thing makes only the moves that its state allows
             *     - `too_late_to_decline`: a review is declined within a day of its offer
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/state" | "https://coproducer.example/problems/too_late_to_decline";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `enum`: a word is one of those that are known
             *     - `format`: a value has the form that its description gives
             *     - `review_decline_says_what`: whoever declines for another reason says in words which one
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    disputeReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One reviewer's work on one version. */
                review: components["parameters"]["review"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDispute"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dispute"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `too_late_to_dispute`: a review is disputed within 14 days of its delivery
             *     - `already_disputed`: a review is disputed once
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/too_late_to_dispute" | "https://coproducer.example/problems/already_disputed";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `format`: a value has the form that its description gives
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    decideDispute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One reviewer's work on one version. */
                review: components["parameters"]["review"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDisputeDecision"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecidedDispute"];
                };
            };
            /** @description It goes on, or waits for somebody else; `Location` says where to look. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecidedDispute"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             *     - `own_matter`: nobody decides what concerns themselves: another operator does
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased" | "https://coproducer.example/problems/own_matter";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `state`: a thing makes only the moves that its state allows
             *     - `not_disputed`: only a review that is disputed has a dispute to answer or to decide
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/state" | "https://coproducer.example/problems/not_disputed";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `format`: a value has the form that its description gives
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    replyToDispute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One reviewer's work on one version. */
                review: components["parameters"]["review"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDisputeReply"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dispute"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `already_replied_to_dispute`: a reviewer answers a dispute once
             *     - `dispute_decided`: a reviewer answers a dispute before it is decided
             *     - `not_disputed`: only a review that is disputed has a dispute to answer or to decide
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/already_replied_to_dispute" | "https://coproducer.example/problems/dispute_decided" | "https://coproducer.example/problems/not_disputed";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `format`: a value has the form that its description gives
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    saveDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One reviewer's work on one version. */
                review: components["parameters"]["review"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewDraft"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeptDraft"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["State"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `length`: a text or a list is as long as allowed
             *     - `range`: a number is within its bounds
             *     - `enum`: a word is one of those that are known
             *     - `format`: a value has the form that its description gives
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    reportHeard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One reviewer's work on one version. */
                review: components["parameters"]["review"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HeardReport"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Heard"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["State"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `length`: a text or a list is as long as allowed
             *     - `range`: a number is within its bounds
             *     - `review_heard_no_faster`: what a person reports as heard, they had the time to play: nothing plays faster than 1×
             *     - `review_interval_forwards`: a played interval ends where it starts or later
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    exportMarkers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One reviewer's work on one version. */
                review: components["parameters"]["review"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv; charset=utf-8": string;
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    reactToReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One reviewer's work on one version. */
                review: components["parameters"]["review"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReaction"];
            };
        };
        responses: {
            /** @description It is done: how it stands now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reaction"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Erased"];
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `state`: a thing makes only the moves that its state allows
             *     - `already_reacted_differently`: a composer reacts to a review once
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/state" | "https://coproducer.example/problems/already_reacted_differently";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `length`: a text or a list is as long as allowed
             *     - `range`: a number is within its bounds
             *     - `format`: a value has the form that its description gives
             *     - `review_reaction_covers_notes`: a reaction says of every note, in their order, whether it was addressed
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    listSuspense: {
        parameters: {
            query?: {
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuspenseEntryPage"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    matchSuspense: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Money of a revenue file that waits for its track. */
                entry: components["parameters"]["entry"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMatch"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchedSuspense"];
                };
            };
            /** @description It goes on, or waits for somebody else; `Location` says where to look. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FirstWord"];
                };
            };
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `malformed`: a request can be read: JSON in the body, the headers that are needed
             *     - `query`: a query has only the parameters that are known, each with a value that it can have
             */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/malformed" | "https://coproducer.example/problems/query";
                    };
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             *     - `own_matter`: nobody decides what concerns themselves: another operator does
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased" | "https://coproducer.example/problems/own_matter";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `not_awarded`: only what was awarded is matched with money, has a recording code or a void award
             *     - `award_void`: money in suspense is matched with a track whose award stands
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/not_awarded" | "https://coproducer.example/problems/award_void";
                    };
                };
            };
            412: components["responses"]["AlreadyMatchedDifferently"];
            413: components["responses"]["TooLarge"];
            /**
             * @description Refused, because this rule is broken:
             *
             *     - `validation`: a body follows every rule; all that are broken are named at once
             *
             *     Rules that `errors` may name:
             *
             *     - `type`: a field has the JSON type that it is described with
             *     - `missing`: a field that is needed is there
             *     - `unknown_field`: a body has only fields that are known
             *     - `format`: a value has the form that its description gives
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/validation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
    previewSweep: {
        parameters: {
            query?: {
                /** @description How many items the page has at most. */
                limit?: number;
                /** @description Where a list goes on. It opens for the list with its filters and the caller that it was made for, and says nothing to anybody else. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sweep"];
                };
            };
            400: components["responses"]["Query"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description Refused, because one of these rules is broken:
             *
             *     - `forbidden`: a caller does only what their part allows
             *     - `erased`: a token of somebody who was erased opens nothing any more
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type: "https://coproducer.example/problems/forbidden" | "https://coproducer.example/problems/erased";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Busy"];
        };
    };
}
