import { sql } from 'drizzle-orm'
import { bigint, boolean, customType, index, integer, jsonb, pgTable, primaryKey, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { AlarmKind } from '../../shared/alert/stage.ts'
import type { Alerting } from '../../shared/alert/alerting.ts'
import type { DeadlineKind, TermOutcome } from '../../shared/deadline/kinds.ts'
import type { LadderChannel, LadderStep } from '../../shared/deadline/ladder.ts'
import type { Instant } from '../../shared/instant.ts'
import type { RoleGrant } from '../../shared/access/roles.ts'
import type { OwnQuestionContent } from '../../shared/training/own-question.ts'
import type { FigureReport } from '../../shared/training/figure-views.ts'
import type { TrainingRole } from '../../shared/training/module.ts'
import type { CardState } from '../../shared/training/schedule.ts'
import type { TrainingSettings } from '../../shared/training/training-settings.ts'

/** Every table of a board has `organisation_id` first in its key and forced row-level security (migration 0001). */
const sealed = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  fromDriver: (value) => new Uint8Array(value),
  toDriver: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength),
})
/** Both drivers hand over other texts for a moment; the house knows one: UTC ISO 8601 with milliseconds. */
const instantType = customType<{ data: Instant; driverData: string | Date }>({
  dataType: () => 'timestamp (3) with time zone',
  fromDriver: (value) => new Date(value).toISOString(),
})
const instant = (name: string) => instantType(name)
const organisationId = () => uuid('organisation_id').notNull()

// ---- inside a board

export const organisation = pgTable('organisation', {
  organisationId: uuid('organisation_id').primaryKey(),
  name: text('name').notNull(),
  wrappedKey: sealed('wrapped_key').notNull(),
  /** settings without contents, e.g. { fgVotes: true }; phone numbers stand sealed with their person */
  settings: jsonb('settings')
    .$type<{ fgVotes: boolean; from16?: 'self' | 'both'; search?: boolean; alerting?: Alerting; training?: TrainingSettings }>()
    .notNull(),
  /** the living code of `school_code` under the board's key, so that it can be read again */
  schoolCodeSealed: sealed('school_code_sealed'),
  createdAt: instant('created_at').notNull(),
})

export const school = pgTable('school', { organisationId: organisationId(), id: uuid('id').notNull(), name: text('name').notNull() }, (t) => [
  primaryKey({ columns: [t.organisationId, t.id] }),
])

export const person = pgTable(
  'person',
  {
    organisationId: organisationId(),
    id: uuid('id').notNull(),
    identityId: uuid('identity_id').notNull(),
    pseudonym: text('pseudonym').notNull(),
    nameSealed: sealed('name_sealed').notNull(),
    phoneSealed: sealed('phone_sealed'),
    /** what he switched off himself; a push always goes to every device of his */
    alerts: jsonb('alerts').$type<{ mail?: false; sms?: false }>().notNull().default({}),
    /** where his text messages go, when not to the number in `phone_sealed` */
    smsSealed: sealed('sms_sealed'),
    /** where he works, as the board's file says; null: nobody said, or at several schools */
    schoolId: uuid('school_id'),
    leftAt: instant('left_at'),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.id] }), uniqueIndex('person_identity').on(t.organisationId, t.identityId)],
)

export const roleGrant = pgTable(
  'role_grant',
  {
    organisationId: organisationId(),
    id: uuid('id').notNull(),
    personId: uuid('person_id').notNull(),
    role: text('role').$type<RoleGrant['role']>().notNull(),
    schoolIds: jsonb('school_ids').$type<string[]>(),
    /** steps in where whoever holds the role may not see an incident, or is away */
    deputy: boolean('deputy').notNull().default(false),
    fromAt: instant('from_at').notNull(),
    untilAt: instant('until_at'),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    index('role_grant_person').on(t.organisationId, t.personId),
    index('role_grant_role').on(t.organisationId, t.role),
  ],
)

/** The board's own numbering, per year (Amsterdam). */
export const incidentNumber = pgTable(
  'incident_number',
  { organisationId: organisationId(), year: smallint('year').notNull(), last: integer('last').notNull() },
  (t) => [primaryKey({ columns: [t.organisationId, t.year] })],
)

export const incident = pgTable(
  'incident',
  {
    organisationId: organisationId(),
    id: uuid('id').notNull(),
    year: smallint('year').notNull(),
    sequence: integer('sequence').notNull(),
    kind: text('kind').notNull(),
    schoolId: uuid('school_id'),
    state: text('state').notNull(),
    discreet: boolean('discreet').notNull(),
    /** set by hand: a later default no longer changes it */
    discreetSetBy: uuid('discreet_set_by'),
    /** null once erased: nothing that was sealed below it opens again */
    wrappedKey: sealed('wrapped_key'),
    erasedAt: instant('erased_at'),
    /** the seats that see it (shared/access/fence.ts); the fence of migration 0003 reads these three */
    audience: text('audience')
      .array()
      .notNull()
      .default(sql`'{dpo,handler,chair,headOfIct}'`),
    /** people who may not know of it, whatever their seat */
    recused: uuid('recused')
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** who broke the glass, by person: until when he sees it */
    opened: jsonb('opened').$type<Record<string, Instant>>().notNull().default({}),
    /** who advises on this incident, by person: he sees it while he is an adviser of the board */
    advisers: uuid('advisers')
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** the incident its reports were joined to; it is closed while that is so */
    joinedTo: uuid('joined_to'),
    /** where it came from; `imported`: from a register that was kept before */
    origin: text('origin').$type<'report' | 'processor' | 'imported'>().notNull().default('report'),
    awareAt: instant('aware_at').notNull(),
    deadlineAt: instant('deadline_at').notNull(),
    legalEndAt: instant('legal_end_at').notNull(),
    rulesVersion: text('rules_version').notNull(),
    /** when it needs someone soonest: the first open deadline; the end of time where none runs */
    needsAt: instant('needs_at').notNull(),
    /** what stopped the 72 hours, and when; both null while they run */
    termEndedAt: instant('term_ended_at'),
    termOutcome: text('term_outcome').$type<TermOutcome>(),
    receivedAt: instant('received_at').notNull(),
    acknowledgedAt: instant('acknowledged_at'),
    acknowledgedBy: uuid('acknowledged_by'),
    closedAt: instant('closed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    uniqueIndex('incident_number_once').on(t.organisationId, t.year, t.sequence),
    index('incident_open')
      .on(t.organisationId, t.needsAt, t.id)
      .where(sql`closed_at is null`),
    index('incident_closed')
      .on(t.organisationId, t.receivedAt, t.id)
      .where(sql`closed_at is not null`),
  ],
)

export const report = pgTable(
  'report',
  {
    organisationId: organisationId(),
    id: uuid('id').notNull(),
    incidentId: uuid('incident_id').notNull(),
    /** the incident it opened, where it was joined to another one since */
    joinedFrom: uuid('joined_from'),
    /** both null while it was handed in with the school's code and nobody signed in confirmed it */
    reporterId: uuid('reporter_id'),
    enteredById: uuid('entered_by_id'),
    shape: integer('shape').notNull(),
    kind: text('kind').notNull(),
    addressee: text('addressee').notNull(),
    /** the roles it is not for, as the sender said; null where he said nothing */
    notTo: text('not_to').array(),
    /** null once erased */
    wrappedKey: sealed('wrapped_key'),
    erasedAt: instant('erased_at'),
    /** the frozen body exactly as it came, sealed under the report's key, and its HMAC under the same key */
    bodySealed: sealed('body_sealed').notNull(),
    bodyMac: sealed('body_mac').notNull(),
    flags: jsonb('flags').$type<string[]>().notNull(),
    discoveredAt: instant('discovered_at').notNull(),
    discoveredBasis: text('discovered_basis').notNull(),
    reportedAt: instant('reported_at').notNull(),
    receivedAt: instant('received_at').notNull(),
    /** as given, before correction; capped, sealed with the body as well */
    rawTimes: sealed('raw_times_sealed').notNull(),
    skewMs: bigint('skew_ms', { mode: 'number' }),
    /** a promise of the phone; the screen shows "2 van 3 foto's binnen" */
    attachmentsExpected: smallint('attachments_expected').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    index('report_incident').on(t.organisationId, t.incidentId),
    index('report_reporter').on(t.organisationId, t.reporterId, t.receivedAt),
  ],
)

export const attachment = pgTable(
  'attachment',
  {
    organisationId: organisationId(),
    reportId: uuid('report_id').notNull(),
    id: uuid('id').notNull(),
    contentType: text('content_type').notNull(),
    bytes: integer('bytes').notNull(),
    contentSealed: sealed('content_sealed').notNull(),
    contentMac: sealed('content_mac').notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.reportId, t.id] })],
)

export const reportMessage = pgTable(
  'report_message',
  {
    organisationId: organisationId(),
    reportId: uuid('report_id').notNull(),
    id: uuid('id').notNull(),
    incidentId: uuid('incident_id').notNull(),
    authorId: uuid('author_id').notNull(),
    side: text('side').$type<'reporter' | 'team'>().notNull(),
    authorRole: text('author_role').notNull(),
    textSealed: sealed('text_sealed').notNull(),
    bodyMac: sealed('body_mac').notNull(),
    corrects: text('corrects'),
    sentAt: instant('sent_at').notNull(),
    receivedAt: instant('received_at').notNull(),
    readAt: instant('read_at'),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.reportId, t.id] }), index('report_message_incident').on(t.organisationId, t.incidentId)],
)

/** Each moment of becoming aware that was ever said; nothing is overwritten, only its status moves on. */
export const awareMoment = pgTable(
  'aware_moment',
  {
    organisationId: organisationId(),
    incidentId: uuid('incident_id').notNull(),
    id: uuid('id').notNull(),
    awareAt: instant('aware_at').notNull(),
    reasonSealed: sealed('reason_sealed'),
    setBy: uuid('set_by'),
    setAt: instant('set_at').notNull(),
    status: text('status').$type<'first' | 'inForce' | 'superseded' | 'proposed' | 'rejected'>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.incidentId, t.id] })],
)

/** A term that runs on an incident: the 72 hours, what was promised or planned, a call to make. A second `authority` stands beside the first where a new fact re-opened it. */
export const deadline = pgTable(
  'deadline',
  {
    organisationId: organisationId(),
    incidentId: uuid('incident_id').notNull(),
    id: uuid('id').notNull(),
    kind: text('kind').$type<DeadlineKind>().notNull(),
    anchorAt: instant('anchor_at').notNull(),
    dueAt: instant('due_at').notNull(),
    rulesVersion: text('rules_version').notNull(),
    /** since when it is watched: what would have fallen due before is not caught up */
    openedAt: instant('opened_at').notNull(),
    /** how often it was moved: each place has its own rows in the ledger */
    revision: smallint('revision').notNull().default(0),
    /** who planned it; null: it follows from what happened */
    setBy: uuid('set_by'),
    noteSealed: sealed('note_sealed'),
    endedAt: instant('ended_at'),
    endedBy: uuid('ended_by'),
    outcome: text('outcome'),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.incidentId, t.id] })],
)

/** What stopped the 72 hours, or would: filed with the authority, or not required once a second person agreed. What was said before stays. */
export const authorityOutcome = pgTable(
  'authority_outcome',
  {
    organisationId: organisationId(),
    incidentId: uuid('incident_id').notNull(),
    id: uuid('id').notNull(),
    deadlineId: uuid('deadline_id').notNull(),
    kind: text('kind').$type<'filed' | 'notRequired'>().notNull(),
    /** `retracted`: it was not so, and the clock runs on */
    status: text('status').$type<'proposed' | 'inForce' | 'rejected' | 'retracted'>().notNull(),
    /** of the authority's receipt; null where nothing was filed */
    filedAt: instant('filed_at'),
    /** how that stood to the deadline: within the full hour after it counts as in time (clock.md) */
    inTime: text('in_time').$type<'onTime' | 'withinLegalEnd' | 'late'>(),
    numberSealed: sealed('number_sealed'),
    reasonSealed: sealed('reason_sealed'),
    setBy: uuid('set_by'),
    setAt: instant('set_at').notNull(),
    decidedBy: uuid('decided_by'),
    decidedAt: instant('decided_at'),
    decisionSealed: sealed('decision_sealed'),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.incidentId, t.id] })],
)

/** That somebody said he has it in hand; several may. */
export const acknowledgement = pgTable(
  'acknowledgement',
  {
    organisationId: organisationId(),
    incidentId: uuid('incident_id').notNull(),
    id: uuid('id').notNull(),
    personId: uuid('person_id'),
    role: text('role').$type<RoleGrant['role']>().notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.incidentId, t.id] })],
)

/** A call that was made, or tried (protocol 2). */
export const phoneCall = pgTable(
  'phone_call',
  {
    organisationId: organisationId(),
    incidentId: uuid('incident_id').notNull(),
    id: uuid('id').notNull(),
    /** the task it belongs to; null: a call of one's own accord */
    deadlineId: uuid('deadline_id'),
    role: text('role').$type<RoleGrant['role']>().notNull(),
    reached: boolean('reached').notNull(),
    noteSealed: sealed('note_sealed'),
    setBy: uuid('set_by'),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.incidentId, t.id] })],
)

/** When somebody is away: his deputy is rung in his place from the first ring on. */
export const absence = pgTable(
  'absence',
  {
    organisationId: organisationId(),
    id: uuid('id').notNull(),
    personId: uuid('person_id').notNull(),
    fromAt: instant('from_at').notNull(),
    /** exclusive */
    untilAt: instant('until_at').notNull(),
    setBy: uuid('set_by').notNull(),
    setAt: instant('set_at').notNull(),
    /** taken back before its time */
    endedAt: instant('ended_at'),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.id] }), index('absence_person').on(t.organisationId, t.personId)],
)

/** An alarm that rings until a person acknowledges; the ladder is snapshotted when it starts. */
export const alarm = pgTable(
  'alarm',
  {
    organisationId: organisationId(),
    id: uuid('id').notNull(),
    incidentId: uuid('incident_id').notNull(),
    /** why it rings: a new report, nothing happened since somebody took it up, or a new fact re-opened it */
    kind: text('kind').$type<AlarmKind>().notNull().default('report'),
    ladder: jsonb('ladder').$type<LadderStep[]>().notNull(),
    startedAt: instant('started_at').notNull(),
    endedAt: instant('ended_at'),
    endedWhy: text('ended_why'),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.id] }), index('alarm_incident').on(t.organisationId, t.incidentId)],
)

/** The ledger: one row per subject and stage, so that nothing rings twice and nothing is skipped. */
export const alarmStage = pgTable(
  'alarm_stage',
  {
    organisationId: organisationId(),
    subjectId: uuid('subject_id').notNull(),
    stage: text('stage').notNull(),
    dueAt: instant('due_at').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.subjectId, t.stage] })],
)

/** One message to one person through one channel. */
export const delivery = pgTable(
  'delivery',
  {
    organisationId: organisationId(),
    id: uuid('id').notNull(),
    incidentId: uuid('incident_id').notNull(),
    alarmId: uuid('alarm_id'),
    /** null: to a reporter whom nobody knows; such a row is skipped at once */
    personId: uuid('person_id'),
    identityId: uuid('identity_id'),
    recipientRole: text('recipient_role').notNull(),
    channel: text('channel').$type<LadderChannel>().notNull(),
    /** of which deadline it reminds */
    deadlineId: uuid('deadline_id'),
    /** which message: `ring` (a new report), `ring-1` (second step), `received`/`question` to the reporter */
    stage: text('stage').notNull(),
    state: text('state').$type<'queued' | 'sent' | 'failed' | 'gone' | 'skipped'>().notNull(),
    attempts: smallint('attempts').notNull(),
    answer: text('answer'),
    createdAt: instant('created_at').notNull(),
    nextAttemptAt: instant('next_attempt_at'),
    settledAt: instant('settled_at'),
    /** when the person opened the app by it, as far as the app could tell */
    openedAt: instant('opened_at'),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    uniqueIndex('delivery_once').on(t.organisationId, t.incidentId, t.personId, t.channel, t.stage),
    index('delivery_incident').on(t.organisationId, t.incidentId, t.createdAt),
  ],
)

/** Append-only for the app's role. `commitment` is an HMAC of the sealed part under the subject's key: worthless once that key is gone. */
export const event = pgTable(
  'event',
  {
    organisationId: organisationId(),
    sequence: bigint('sequence', { mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
    at: instant('at').notNull(),
    actor: text('actor').notNull(),
    type: text('type').notNull(),
    subjectId: text('subject_id').notNull(),
    incidentId: uuid('incident_id'),
    reportId: uuid('report_id'),
    facts: jsonb('facts').$type<Record<string, string | number | boolean | null>>().notNull(),
    sealed: sealed('sealed'),
    commitment: sealed('commitment'),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.sequence] }), index('event_incident').on(t.organisationId, t.incidentId, t.sequence)],
)

/** Why somebody may not know of an incident; `incident.recused` is what the fence reads. */
export const recusal = pgTable(
  'recusal',
  {
    organisationId: organisationId(),
    incidentId: uuid('incident_id').notNull(),
    personId: uuid('person_id').notNull(),
    why: text('why').$type<'notTo' | 'byHand'>().notNull(),
    reasonSealed: sealed('reason_sealed'),
    setBy: uuid('set_by'),
    setAt: instant('set_at').notNull(),
    liftedBy: uuid('lifted_by'),
    liftedAt: instant('lifted_at'),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.incidentId, t.personId] })],
)

/** The emergency door into one incident (protocol 12); `incident.opened` is what the fence reads. */
export const breakGlass = pgTable(
  'break_glass',
  {
    organisationId: organisationId(),
    incidentId: uuid('incident_id').notNull(),
    id: uuid('id').notNull(),
    personId: uuid('person_id').notNull(),
    reasonSealed: sealed('reason_sealed').notNull(),
    openedAt: instant('opened_at').notNull(),
    untilAt: instant('until_at').notNull(),
    revokedAt: instant('revoked_at'),
    revokedBy: uuid('revoked_by'),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.incidentId, t.id] })],
)

/** Words to search by: an HMAC under the board's key of each word, gone with the erasure of what it stood in. */
export const searchToken = pgTable(
  'search_token',
  {
    organisationId: organisationId(),
    token: sealed('token').notNull(),
    incidentId: uuid('incident_id').notNull(),
    /** the report or the message it stood in */
    sourceId: uuid('source_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.token, t.incidentId, t.sourceId] }),
    index('search_token_source').on(t.organisationId, t.incidentId, t.sourceId),
  ],
)

// ---- training: who learned what. Kept apart from everything else; no event in the log says who answered (docs/decisions/0027)

/** Under which id somebody learns: the only row that says who a learner is. */
export const learner = pgTable(
  'learner',
  {
    organisationId: organisationId(),
    id: uuid('id').notNull(),
    personId: uuid('person_id').notNull(),
    /** what he does at school and where, as he said himself; null: he did not say */
    role: text('role').$type<TrainingRole>(),
    schoolId: uuid('school_id'),
    /** whether he may be reminded; switched off by himself */
    nudges: boolean('nudges').notNull().default(true),
    nudgedAt: instant('nudged_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.id] }), uniqueIndex('learner_person').on(t.organisationId, t.personId)],
)

/** One answer, as it was given; never changed, and gone thirty days after it was given. */
export const trainingAnswer = pgTable(
  'training_answer',
  {
    organisationId: organisationId(),
    id: uuid('id').notNull(),
    learnerId: uuid('learner_id').notNull(),
    moduleId: text('module_id').notNull(),
    moduleVersion: integer('module_version').notNull(),
    questionId: text('question_id').notNull(),
    optionId: text('option_id').notNull(),
    role: text('role').$type<TrainingRole>().notNull(),
    /** given while practising: it counts for what comes back, not for finishing a module */
    practice: boolean('practice').notNull(),
    /** null: this version of the office does not know the question or the option */
    correct: boolean('correct'),
    answeredAt: instant('answered_at').notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    index('training_answer_learner').on(t.organisationId, t.learnerId, t.answeredAt),
    index('training_answer_received').on(t.organisationId, t.receivedAt),
  ],
)

/** When a question comes back for somebody, as far as the answers go that were deleted since; the living ones are counted on top of it. */
export const trainingCard = pgTable(
  'training_card',
  {
    organisationId: organisationId(),
    learnerId: uuid('learner_id').notNull(),
    questionId: text('question_id').notNull(),
    card: jsonb('card').$type<CardState>().notNull(),
    /** the day the question was last answered in a module that is not finished, which one, and as whom; for sixty days */
    satAt: instant('sat_at'),
    satModule: text('sat_module'),
    satRole: text('sat_role').$type<TrainingRole>(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.learnerId, t.questionId] })],
)

/** That somebody finished a module: computed here from the answers, and it stays when they go. */
export const trainingCompletion = pgTable(
  'training_completion',
  {
    organisationId: organisationId(),
    id: uuid('id').notNull(),
    learnerId: uuid('learner_id').notNull(),
    moduleId: text('module_id').notNull(),
    moduleVersion: integer('module_version').notNull(),
    completedAt: instant('completed_at').notNull(),
    validUntil: instant('valid_until').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.id] }), index('training_completion_learner').on(t.organisationId, t.learnerId, t.moduleId)],
)

/** A module that is offered to everyone for two weeks, some weeks after an incident of its kind was closed. It says not after which one, nor when that was. */
export const trainingOffer = pgTable(
  'training_offer',
  {
    organisationId: organisationId(),
    id: uuid('id').notNull(),
    moduleId: text('module_id').notNull(),
    fromAt: instant('from_at').notNull(),
    untilAt: instant('until_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.id] })],
)

/** A question of the board's own. It goes out once a second person agreed; what is changed is a new one. */
export const boardQuestion = pgTable(
  'board_question',
  {
    organisationId: organisationId(),
    id: uuid('id').notNull(),
    moduleId: text('module_id').notNull(),
    content: jsonb('content').$type<OwnQuestionContent>().notNull(),
    state: text('state').$type<'proposed' | 'live' | 'rejected' | 'withdrawn'>().notNull(),
    proposedBy: uuid('proposed_by').notNull(),
    proposedAt: instant('proposed_at').notNull(),
    decidedBy: uuid('decided_by'),
    decidedAt: instant('decided_at'),
    /** why it was not agreed to, for whoever proposed it */
    decision: text('decision'),
    withdrawnBy: uuid('withdrawn_by'),
    withdrawnAt: instant('withdrawn_at'),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.id] })],
)

/** That the staff's part of the participation council agreed to lists of names: on which day, in which document. */
export const councilConsent = pgTable(
  'council_consent',
  {
    organisationId: organisationId(),
    id: uuid('id').notNull(),
    /** YYYY-MM-DD */
    consentedOn: text('consented_on').notNull(),
    document: text('document').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    withdrawnBy: uuid('withdrawn_by'),
    withdrawnAt: instant('withdrawn_at'),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.id] })],
)

/** A list of names, opened for a while by two people together, in the sight of everyone it is about. */
export const namedList = pgTable(
  'named_list',
  {
    organisationId: organisationId(),
    id: uuid('id').notNull(),
    consentId: uuid('consent_id').notNull(),
    moduleId: text('module_id').notNull(),
    /** null: of the whole board */
    schoolId: uuid('school_id'),
    /** read by everyone on the page for staff once somebody agreed; null: nobody did, or a year went by since it was over */
    reason: text('reason'),
    askedBy: uuid('asked_by').notNull(),
    askedAt: instant('asked_at').notNull(),
    days: smallint('days').notNull(),
    decidedBy: uuid('decided_by'),
    decidedAt: instant('decided_at'),
    agreed: boolean('agreed'),
    /** exclusive; null while nobody agreed */
    openUntil: instant('open_until'),
    endedBy: uuid('ended_by'),
    endedAt: instant('ended_at'),
    /** how often it was looked at, and when last: everyone sees that too */
    readCount: integer('read_count').notNull().default(0),
    lastReadAt: instant('last_read_at'),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.id] })],
)

/** A group of which figures are shown. Its members came in together and are never split within a school year (docs/decisions/0028). */
export const figureGroup = pgTable(
  'figure_group',
  {
    organisationId: organisationId(),
    id: uuid('id').notNull(),
    /** the school year by the calendar year in which it began */
    schoolYear: smallint('school_year').notNull(),
    /** how it is called: schools large enough to be named (null: others, or none), functions most of them have (empty: whatever they do) */
    schoolIds: jsonb('school_ids').$type<(string | null)[]>().notNull(),
    roles: jsonb('roles').$type<TrainingRole[]>().notNull(),
    /** how many people it took to make it: with fewer of them left, what is said of it stands still */
    floor: smallint('floor').notNull(),
    /** by module the share that was last said of it */
    said: jsonb('said').$type<Record<string, number>>().notNull(),
    formedAt: instant('formed_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.id] })],
)

export const figureMember = pgTable(
  'figure_member',
  {
    organisationId: organisationId(),
    schoolYear: smallint('school_year').notNull(),
    learnerId: uuid('learner_id').notNull(),
    groupId: uuid('group_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.schoolYear, t.learnerId] }), index('figure_member_group').on(t.organisationId, t.groupId)],
)

/** What was made of them, once a week: the only thing that is ever shown, so that asking twice tells nothing more. */
export const figureReport = pgTable(
  'figure_report',
  {
    organisationId: organisationId(),
    id: uuid('id').notNull(),
    madeAt: instant('made_at').notNull(),
    report: jsonb('report').$type<FigureReport>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.id] }), index('figure_report_made').on(t.organisationId, t.madeAt)],
)

/** The chain over the events (security.md): written by the linker, never changed. `signature` stands on the last link of each batch. */
export const eventLink = pgTable(
  'event_link',
  {
    organisationId: organisationId(),
    position: bigint('position', { mode: 'number' }).notNull(),
    eventSequence: bigint('event_sequence', { mode: 'number' }).notNull(),
    leaf: sealed('leaf').notNull(),
    hash: sealed('hash').notNull(),
    linkedAt: instant('linked_at').notNull(),
    signature: sealed('signature'),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.position] }),
    uniqueIndex('event_link_event').on(t.organisationId, t.eventSequence),
    index('event_link_at').on(t.organisationId, t.linkedAt),
  ],
)

/** Where the chain of a board starts now: what stood before was cut, two years old (protocol 12). */
export const chainCut = pgTable(
  'chain_cut',
  {
    organisationId: organisationId(),
    /** of the last link that was cut */
    position: bigint('position', { mode: 'number' }).notNull(),
    hash: sealed('hash').notNull(),
    at: instant('at').notNull(),
    signature: sealed('signature').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.position] })],
)

/** A review of the log: who, over what, what was found. */
export const logReview = pgTable(
  'log_review',
  {
    organisationId: organisationId(),
    id: uuid('id').notNull(),
    reviewerId: uuid('reviewer_id').notNull(),
    fromAt: instant('from_at').notNull(),
    untilAt: instant('until_at').notNull(),
    findingsSealed: sealed('findings_sealed').notNull(),
    /** how many rows were seen, and how many stood out of each kind */
    counts: jsonb('counts').$type<Record<string, number>>().notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.id] })],
)

/** A lost key is replaced by two people together: one asks, another agrees, and only then an invitation goes out. */
export const keyReset = pgTable(
  'key_reset',
  {
    organisationId: organisationId(),
    id: uuid('id').notNull(),
    personId: uuid('person_id').notNull(),
    askedBy: uuid('asked_by').notNull(),
    askedAt: instant('asked_at').notNull(),
    reasonSealed: sealed('reason_sealed').notNull(),
    decidedBy: uuid('decided_by'),
    decidedAt: instant('decided_at'),
    agreed: boolean('agreed'),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.id] })],
)

// ---- outside boards, without contents

export const identity = pgTable(
  'identity',
  {
    id: uuid('id').primaryKey(),
    /** HMAC of the lower-cased address under a key made from the root key; the address itself is sealed under that root */
    emailMac: sealed('email_mac').notNull(),
    emailSealed: sealed('email_sealed').notNull(),
    lang: text('lang').$type<'nl' | 'en'>().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [uniqueIndex('identity_email').on(t.emailMac)],
)

/** Which boards a person works for: only ids, so that his inbox knows where to look. */
export const identityOrganisation = pgTable('identity_organisation', { identityId: uuid('identity_id').notNull(), organisationId: organisationId() }, (t) => [
  primaryKey({ columns: [t.identityId, t.organisationId] }),
])

export const session = pgTable(
  'session',
  {
    /** SHA-256 of the random token; the token itself lives only in the cookie */
    tokenHash: sealed('token_hash').primaryKey(),
    id: uuid('id').notNull(),
    identityId: uuid('identity_id').notNull(),
    scope: text('scope').$type<'device' | 'desk'>().notNull(),
    /** false on a shared device: its cookie ends with the browser and is never made longer */
    ownDevice: boolean('own_device').notNull(),
    createdAt: instant('created_at').notNull(),
    seenAt: instant('seen_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** when a passkey was last shown in this session: what cannot be undone asks for one of the last minutes */
    steppedUpAt: instant('stepped_up_at'),
    /** which browser on what, as the sessions list says it: `Firefox, Android` */
    label: text('label'),
    /** of the passkey that opened it: a removed key ends its sessions */
    passkeyId: text('passkey_id'),
  },
  (t) => [index('session_identity').on(t.identityId)],
)

export const signInCode = pgTable('sign_in_code', {
  emailMac: sealed('email_mac').primaryKey(),
  /** HMAC of the six digits under a key made from the root key */
  codeMac: sealed('code_mac').notNull(),
  triesLeft: smallint('tries_left').notNull(),
  expiresAt: instant('expires_at').notNull(),
})

/** A key to the desk: the public half. */
export const passkey = pgTable(
  'passkey',
  {
    /** the credential's id, base64url */
    id: text('id').primaryKey(),
    identityId: uuid('identity_id').notNull(),
    publicKey: sealed('public_key').notNull(),
    counter: bigint('counter', { mode: 'number' }).notNull(),
    transports: jsonb('transports').$type<string[]>().notNull(),
    /** synchronised by its maker, or bound to one device */
    backedUp: boolean('backed_up').notNull(),
    label: text('label').notNull(),
    createdAt: instant('created_at').notNull(),
    lastUsedAt: instant('last_used_at'),
  },
  (t) => [index('passkey_identity').on(t.identityId)],
)

/** What a passkey is asked to sign, once and for five minutes. */
export const passkeyChallenge = pgTable('passkey_challenge', {
  id: uuid('id').primaryKey(),
  challenge: text('challenge').notNull(),
  purpose: text('purpose').$type<'register' | 'signIn' | 'stepUp'>().notNull(),
  /** null: a sign-in, where the key says who it is */
  identityId: uuid('identity_id'),
  sessionId: uuid('session_id'),
  /** under which invitation a key is registered */
  invitationHash: sealed('invitation_hash'),
  expiresAt: instant('expires_at').notNull(),
})

/** Who may register a key without having one: the link in the mail opens nothing without a sign-in of the same person. */
export const passkeyInvitation = pgTable(
  'passkey_invitation',
  {
    tokenHash: sealed('token_hash').primaryKey(),
    identityId: uuid('identity_id').notNull(),
    why: text('why').$type<'first' | 'lostKey'>().notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [index('passkey_invitation_identity').on(t.identityId)],
)

/** On paper, each works once, where every key is lost. */
export const recoveryCode = pgTable(
  'recovery_code',
  {
    identityId: uuid('identity_id').notNull(),
    /** HMAC under a key made from the root key */
    codeMac: sealed('code_mac').notNull(),
    createdAt: instant('created_at').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [primaryKey({ columns: [t.identityId, t.codeMac] })],
)

/** With which code reports may be handed in for which board; one that ended stays, so that nobody gets it again. */
export const schoolCode = pgTable(
  'school_code',
  {
    /** HMAC of the code under a key made from the root key */
    codeMac: sealed('code_mac').primaryKey(),
    organisationId: organisationId(),
    createdAt: instant('created_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [
    uniqueIndex('school_code_living')
      .on(t.organisationId)
      .where(sql`ended_at is null`),
  ],
)

/** What the public page says about a certificate, and nothing else: not whose it is. Both moments are midnights: a moment to the millisecond would find the learner. */
export const certificate = pgTable('certificate', {
  /** HMAC of the code under a key made from the root key */
  codeMac: sealed('code_mac').primaryKey(),
  organisationId: organisationId(),
  moduleId: text('module_id').notNull(),
  moduleVersion: integer('module_version').notNull(),
  completedAt: instant('completed_at').notNull(),
  validUntil: instant('valid_until').notNull(),
})

/** Permanent and globally unique: the id stays as a tombstone after erasure, so that a phone does not send it again. */
export const reportId = pgTable('report_id', { id: uuid('id').primaryKey(), organisationId: organisationId(), erasedAt: instant('erased_at') })

export const pushSubscription = pgTable(
  'push_subscription',
  {
    id: uuid('id').primaryKey(),
    identityId: uuid('identity_id').notNull(),
    endpoint: text('endpoint').notNull(),
    p256dh: text('p256dh').notNull(),
    auth: text('auth').notNull(),
    /** which VAPID key it was made with: another key means it can no longer be reached */
    keyId: text('key_id').notNull(),
    lang: text('lang').$type<'nl' | 'en'>().notNull(),
    label: text('label'),
    createdAt: instant('created_at').notNull(),
    lastOkAt: instant('last_ok_at'),
    lastFailedAt: instant('last_failed_at'),
    lastAnswer: text('last_answer'),
  },
  (t) => [index('push_subscription_identity').on(t.identityId), uniqueIndex('push_subscription_endpoint').on(t.endpoint)],
)

/** The engine's work list over all boards: only ids and moments. `alarm`: the next step of a ladder; `deadline`: the next reminder; `delivery`: the next attempt, in the lane of its channel. */
export const alarmDue = pgTable(
  'alarm_due',
  {
    organisationId: organisationId(),
    kind: text('kind').$type<'alarm' | 'deadline' | 'delivery'>().notNull(),
    /** of a delivery: a slow mail server holds up no push */
    channel: text('channel').$type<LadderChannel>(),
    subjectId: uuid('subject_id').notNull(),
    incidentId: uuid('incident_id').notNull(),
    nextAt: instant('next_at').notNull(),
    step: integer('step').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.kind, t.subjectId] }),
    index('alarm_due_next').on(t.nextAt),
    index('alarm_due_lane').on(t.kind, t.channel, t.nextAt),
  ],
)

/** The installation itself: its mode, a check value of the root key, the VAPID pair (private half sealed under the root). */
export const installation = pgTable('installation', { key: text('key').primaryKey(), value: sealed('value').notNull() })

// ---- the breach desk: all of it hangs on an incident, sealed under its key; what is written is never changed, but for what a comment says

/** One answer to one field of the worksheet (forms.md VII-C, shared/breach/facts.ts). The newest of a field counts; what was said before stays. */
export const factAnswer = pgTable(
  'fact_answer',
  {
    organisationId: organisationId(),
    incidentId: uuid('incident_id').notNull(),
    id: uuid('id').notNull(),
    field: text('field').notNull(),
    answerSealed: sealed('answer_sealed').notNull(),
    /** the answer its writer had before him; null: none */
    basedOn: uuid('based_on'),
    setBy: uuid('set_by').notNull(),
    setAt: instant('set_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.incidentId, t.id] }), index('fact_answer_field').on(t.organisationId, t.incidentId, t.field, t.setAt)],
)

/** A question to somebody, in the app or by a link that shows this question and nothing else. */
export const factRequest = pgTable(
  'fact_request',
  {
    organisationId: organisationId(),
    incidentId: uuid('incident_id').notNull(),
    id: uuid('id').notNull(),
    questionSealed: sealed('question_sealed').notNull(),
    /** of this board; null: by link */
    personId: uuid('person_id'),
    /** whom the link was for, as it was written down */
    toSealed: sealed('to_sealed'),
    /** HMAC of the link's token; null where there is none, and once it was used or withdrawn */
    linkMac: sealed('link_mac'),
    linkUntil: instant('link_until'),
    setBy: uuid('set_by').notNull(),
    setAt: instant('set_at').notNull(),
    answerSealed: sealed('answer_sealed'),
    answeredBy: uuid('answered_by'),
    answeredAt: instant('answered_at'),
    withdrawnBy: uuid('withdrawn_by'),
    withdrawnAt: instant('withdrawn_at'),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.incidentId, t.id] }),
    uniqueIndex('fact_request_link').on(t.organisationId, t.linkMac),
    index('fact_request_person').on(t.organisationId, t.personId),
  ],
)

/** A file with the incident: evidence, proof of filing, a letter of the authority. */
export const incidentFile = pgTable(
  'incident_file',
  {
    organisationId: organisationId(),
    incidentId: uuid('incident_id').notNull(),
    id: uuid('id').notNull(),
    purpose: text('purpose').$type<'evidence' | 'proof' | 'correspondence'>().notNull(),
    nameSealed: sealed('name_sealed').notNull(),
    contentType: text('content_type').notNull(),
    bytes: integer('bytes').notNull(),
    contentSealed: sealed('content_sealed').notNull(),
    contentMac: sealed('content_mac').notNull(),
    setBy: uuid('set_by').notNull(),
    setAt: instant('set_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.incidentId, t.id] })],
)

/** The team called together, or asked to stand by (protocol 2.3). */
export const convening = pgTable(
  'convening',
  {
    organisationId: organisationId(),
    incidentId: uuid('incident_id').notNull(),
    id: uuid('id').notNull(),
    kind: text('kind').$type<'convene' | 'standBy'>().notNull(),
    startsAt: instant('starts_at').notNull(),
    placeSealed: sealed('place_sealed').notNull(),
    setBy: uuid('set_by').notNull(),
    setAt: instant('set_at').notNull(),
    endedBy: uuid('ended_by'),
    endedAt: instant('ended_at'),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.incidentId, t.id] })],
)

export const conveningMember = pgTable(
  'convening_member',
  {
    organisationId: organisationId(),
    incidentId: uuid('incident_id').notNull(),
    conveningId: uuid('convening_id').notNull(),
    personId: uuid('person_id').notNull(),
    role: text('role').$type<RoleGrant['role']>().notNull(),
    answer: text('answer').$type<'coming' | 'cannot'>(),
    answeredAt: instant('answered_at'),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.incidentId, t.conveningId, t.personId] })],
)

/** Let in to one incident by the chair; `incident.advisers` holds those of now, for the fence. */
export const incidentAdviser = pgTable(
  'incident_adviser',
  {
    organisationId: organisationId(),
    incidentId: uuid('incident_id').notNull(),
    id: uuid('id').notNull(),
    personId: uuid('person_id').notNull(),
    speciality: text('speciality').$type<'forensic' | 'legal' | 'communication'>().notNull(),
    reasonSealed: sealed('reason_sealed').notNull(),
    setBy: uuid('set_by').notNull(),
    setAt: instant('set_at').notNull(),
    endedBy: uuid('ended_by'),
    endedAt: instant('ended_at'),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.incidentId, t.id] })],
)

/** What the officer, or an adviser, says: a field of its own with a time of its own, whoever decides (protocol 1). */
export const advice = pgTable(
  'advice',
  {
    organisationId: organisationId(),
    incidentId: uuid('incident_id').notNull(),
    id: uuid('id').notNull(),
    role: text('role').$type<'dpo' | 'adviser'>().notNull(),
    about: text('about').$type<'breach' | 'authority' | 'subjects' | 'general'>().notNull(),
    textSealed: sealed('text_sealed').notNull(),
    setBy: uuid('set_by').notNull(),
    setAt: instant('set_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.incidentId, t.id] })],
)

/** A question put to those who decide it. Changes until it is taken, never after (migration 0006). */
export const decision = pgTable(
  'decision',
  {
    organisationId: organisationId(),
    incidentId: uuid('incident_id').notNull(),
    id: uuid('id').notNull(),
    question: text('question').$type<'breach' | 'authority' | 'subjects'>().notNull(),
    /** `pair`: chair and officer together; `team`: two of three (protocol 5) */
    path: text('path').$type<'pair' | 'team'>().notNull(),
    status: text('status').$type<'open' | 'taken' | 'withdrawn'>().notNull(),
    /** the term it was taken in: a new fact that re-opens asks for a new decision */
    deadlineId: uuid('deadline_id').notNull(),
    /** what the engine says; `undecided` where facts were missing */
    advised: text('advised').notNull(),
    /** what people chose; null while it is open */
    outcome: text('outcome'),
    ground: text('ground'),
    /** taken on incomplete facts, because the deadline is near */
    incomplete: boolean('incomplete').notNull(),
    deviates: boolean('deviates'),
    rulesVersion: text('rules_version').notNull(),
    /** the facts as they were, and the whole assessment */
    factsSealed: sealed('facts_sealed').notNull(),
    reasonSealed: sealed('reason_sealed'),
    openedBy: uuid('opened_by').notNull(),
    openedAt: instant('opened_at').notNull(),
    endedBy: uuid('ended_by'),
    endedAt: instant('ended_at'),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.incidentId, t.id] })],
)

/** One vote; who votes again is counted by his last. What he voted and why is sealed. */
export const decisionVote = pgTable(
  'decision_vote',
  {
    organisationId: organisationId(),
    incidentId: uuid('incident_id').notNull(),
    id: uuid('id').notNull(),
    decisionId: uuid('decision_id').notNull(),
    personId: uuid('person_id').notNull(),
    role: text('role').$type<RoleGrant['role']>().notNull(),
    voteSealed: sealed('vote_sealed').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.incidentId, t.id] })],
)

/** A version of the notification to the authority (forms.md VII-D). A draft changes, what was filed never does (migration 0006). */
export const authorityNotice = pgTable(
  'authority_notice',
  {
    organisationId: organisationId(),
    incidentId: uuid('incident_id').notNull(),
    id: uuid('id').notNull(),
    kind: text('kind').$type<'first' | 'followUp' | 'withdrawal'>().notNull(),
    state: text('state').$type<'draft' | 'filed' | 'dropped'>().notNull(),
    /** counts each saving of a draft: two people at once see it */
    revision: integer('revision').notNull(),
    fieldsSealed: sealed('fields_sealed').notNull(),
    /** complete, or a follow-up will come */
    complete: boolean('complete').notNull(),
    filedAt: instant('filed_at'),
    numberSealed: sealed('number_sealed'),
    proofId: uuid('proof_id'),
    /** the row of authority_outcome, for a first one */
    outcomeId: uuid('outcome_id'),
    setBy: uuid('set_by').notNull(),
    setAt: instant('set_at').notNull(),
    filedBy: uuid('filed_by'),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.incidentId, t.id] })],
)

/** The form could not be reached: tried when, with a picture if there is one. */
export const filingAttempt = pgTable(
  'filing_attempt',
  {
    organisationId: organisationId(),
    incidentId: uuid('incident_id').notNull(),
    id: uuid('id').notNull(),
    at: instant('at').notNull(),
    noteSealed: sealed('note_sealed'),
    fileId: uuid('file_id'),
    setBy: uuid('set_by').notNull(),
    setAt: instant('set_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.incidentId, t.id] })],
)

/** What came from the authority and went to it after filing (H16). */
export const authorityLetter = pgTable(
  'authority_letter',
  {
    organisationId: organisationId(),
    incidentId: uuid('incident_id').notNull(),
    id: uuid('id').notNull(),
    direction: text('direction').$type<'in' | 'out'>().notNull(),
    kind: text('kind').$type<'confirmation' | 'question' | 'order' | 'decision' | 'answer' | 'other'>().notNull(),
    /** of an order: whether it tells to inform people (GDPR 34(4), 58(2)(e)) */
    ordersTelling: boolean('orders_telling').notNull(),
    at: instant('at').notNull(),
    textSealed: sealed('text_sealed').notNull(),
    fileId: uuid('file_id'),
    /** the term it sets, on the engine */
    deadlineId: uuid('deadline_id'),
    answers: uuid('answers'),
    setBy: uuid('set_by').notNull(),
    setAt: instant('set_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.incidentId, t.id] })],
)

/** A processor of the board (protocol 7). It changes; `revision` counts that. Its contact is sealed under the board's key. */
export const processor = pgTable(
  'processor',
  {
    organisationId: organisationId(),
    id: uuid('id').notNull(),
    name: text('name').notNull(),
    product: text('product').notNull(),
    contactSealed: sealed('contact_sealed').notNull(),
    /** within how many hours it promised to tell; null: nothing was agreed */
    noticeHours: smallint('notice_hours'),
    communicates: text('communicates').$type<'board' | 'processor' | 'notAgreed'>().notNull(),
    documented: boolean('documented').notNull(),
    /** the officer's yearly look */
    tickedBy: uuid('ticked_by'),
    tickedAt: instant('ticked_at'),
    endedAt: instant('ended_at'),
    revision: integer('revision').notNull(),
    setBy: uuid('set_by').notNull(),
    setAt: instant('set_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.id] })],
)

/** That an incident happened at a processor, and when its notice came in: that starts the clock. */
export const incidentProcessor = pgTable(
  'incident_processor',
  {
    organisationId: organisationId(),
    incidentId: uuid('incident_id').notNull(),
    processorId: uuid('processor_id').notNull(),
    noticeReceivedAt: instant('notice_received_at').notNull(),
    processorAwareAt: instant('processor_aware_at'),
    noteSealed: sealed('note_sealed'),
    setBy: uuid('set_by').notNull(),
    setAt: instant('set_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.incidentId, t.processorId] })],
)

/** A letter to people, or a public notice (protocol 8, 9). Changes until it is final. */
export const communication = pgTable(
  'communication',
  {
    organisationId: organisationId(),
    incidentId: uuid('incident_id').notNull(),
    id: uuid('id').notNull(),
    kind: text('kind').$type<'letter' | 'pupilLetter' | 'publicNotice' | 'recall'>().notNull(),
    template: text('template').notNull(),
    lang: text('lang').$type<'nl' | 'en'>().notNull(),
    revision: integer('revision').notNull(),
    textSealed: sealed('text_sealed').notNull(),
    setBy: uuid('set_by').notNull(),
    setAt: instant('set_at').notNull(),
    finalBy: uuid('final_by'),
    finalAt: instant('final_at'),
    droppedAt: instant('dropped_at'),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.incidentId, t.id] })],
)

/** That it went out: by which channel, to how many, when (forms.md). Stays as it is. */
export const communicationSending = pgTable(
  'communication_sending',
  {
    organisationId: organisationId(),
    incidentId: uuid('incident_id').notNull(),
    id: uuid('id').notNull(),
    communicationId: uuid('communication_id').notNull(),
    channel: text('channel').$type<'mail' | 'post' | 'parentApp' | 'phone' | 'inPerson' | 'website' | 'newspaper'>().notNull(),
    count: integer('count').notNull(),
    sentAt: instant('sent_at').notNull(),
    noteSealed: sealed('note_sealed'),
    setBy: uuid('set_by').notNull(),
    setAt: instant('set_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.incidentId, t.id] })],
)

/** Who is told, or got what was not for him. Sealed; gone three months after the last message (protocol 9). */
export const recipient = pgTable(
  'recipient',
  {
    organisationId: organisationId(),
    incidentId: uuid('incident_id').notNull(),
    id: uuid('id').notNull(),
    kind: text('kind').$type<'subject' | 'wrongRecipient'>().notNull(),
    rowSealed: sealed('row_sealed').notNull(),
    /** the sending he was part of */
    sendingId: uuid('sending_id'),
    deletionConfirmedAt: instant('deletion_confirmed_at'),
    deletionConfirmedBy: uuid('deletion_confirmed_by'),
    setBy: uuid('set_by').notNull(),
    setAt: instant('set_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.incidentId, t.id] })],
)

/** Whom else is told (protocol 10): plan and record. */
export const otherParty = pgTable(
  'other_party',
  {
    organisationId: organisationId(),
    incidentId: uuid('incident_id').notNull(),
    id: uuid('id').notNull(),
    party: text('party').$type<'insurer' | 'staff' | 'processor' | 'media' | 'police' | 'inspectie' | 'schoolCert' | 'controller' | 'other'>().notNull(),
    planSealed: sealed('plan_sealed').notNull(),
    ownerId: uuid('owner_id'),
    dueAt: instant('due_at'),
    doneAt: instant('done_at'),
    doneBy: uuid('done_by'),
    recordSealed: sealed('record_sealed'),
    notNeededAt: instant('not_needed_at'),
    revision: integer('revision').notNull(),
    setBy: uuid('set_by').notNull(),
    setAt: instant('set_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.incidentId, t.id] })],
)

/** Against harm now, or against repetition; an open one stays in sight after the incident is closed. */
export const measure = pgTable(
  'measure',
  {
    organisationId: organisationId(),
    incidentId: uuid('incident_id').notNull(),
    id: uuid('id').notNull(),
    aim: text('aim').$type<'harm' | 'repetition'>().notNull(),
    textSealed: sealed('text_sealed').notNull(),
    ownerId: uuid('owner_id'),
    /** YYYY-MM-DD */
    dueOn: text('due_on'),
    doneAt: instant('done_at'),
    doneBy: uuid('done_by'),
    droppedAt: instant('dropped_at'),
    revision: integer('revision').notNull(),
    setBy: uuid('set_by').notNull(),
    setAt: instant('set_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.incidentId, t.id] })],
)

/**
 * The register (GDPR 33(5), forms.md VII-E): one entry per incident, under a key of its own that outlives the incident's. What stands in
 * clear is what lists and figures ask: codes, moments, counts.
 */
export const registerEntry = pgTable(
  'register_entry',
  {
    organisationId: organisationId(),
    incidentId: uuid('incident_id').notNull(),
    origin: text('origin').$type<'app' | 'imported'>().notNull(),
    /** null once erased */
    wrappedKey: sealed('wrapped_key'),
    entrySealed: sealed('entry_sealed').notNull(),
    /** of the closed list of forms.md; null while nobody said */
    registerKind: text('register_kind'),
    schoolId: uuid('school_id'),
    /** YYYY-MM-DD; null: not known */
    occurredOn: text('occurred_on'),
    awareAt: instant('aware_at').notNull(),
    scope: text('scope'),
    breach: text('breach'),
    authority: text('authority'),
    filedAt: instant('filed_at'),
    inTime: text('in_time').$type<'onTime' | 'withinLegalEnd' | 'late'>(),
    subjects: text('subjects'),
    toldAt: instant('told_at'),
    toldCount: integer('told_count'),
    decidedAt: instant('decided_at'),
    complete: boolean('complete').notNull(),
    revision: integer('revision').notNull(),
    setBy: uuid('set_by'),
    setAt: instant('set_at').notNull(),
    closedAt: instant('closed_at'),
    keepUntil: instant('keep_until'),
    erasedAt: instant('erased_at'),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.incidentId] }),
    index('register_entry_aware').on(t.organisationId, t.awareAt, t.incidentId),
    index('register_entry_school').on(t.organisationId, t.schoolId, t.awareAt, t.incidentId),
  ],
)

/** How long the file is kept, as people confirmed it (H15); the newest counts. */
export const retention = pgTable(
  'retention',
  {
    organisationId: organisationId(),
    incidentId: uuid('incident_id').notNull(),
    id: uuid('id').notNull(),
    outcome: text('outcome').$type<'threeYearsReview' | 'oneYear' | 'oneYearAfterLastMessage' | 'boardTerm'>().notNull(),
    dueAt: instant('due_at').notNull(),
    /** when it is looked at again whether people must still be told; null: never */
    reviewAt: instant('review_at'),
    setBy: uuid('set_by').notNull(),
    setAt: instant('set_at').notNull(),
    executedBy: uuid('executed_by'),
    executedAt: instant('executed_at'),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.incidentId, t.id] }), index('retention_due').on(t.organisationId, t.dueAt)],
)

export const legalHold = pgTable(
  'legal_hold',
  {
    organisationId: organisationId(),
    incidentId: uuid('incident_id').notNull(),
    id: uuid('id').notNull(),
    reasonSealed: sealed('reason_sealed').notNull(),
    /** exclusive */
    untilAt: instant('until_at').notNull(),
    setBy: uuid('set_by').notNull(),
    setAt: instant('set_at').notNull(),
    liftedBy: uuid('lifted_by'),
    liftedAt: instant('lifted_at'),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.incidentId, t.id] })],
)

/** The yearly question whether people must still be told (protocol 11). */
export const tellingReview = pgTable(
  'telling_review',
  {
    organisationId: organisationId(),
    incidentId: uuid('incident_id').notNull(),
    id: uuid('id').notNull(),
    outcome: text('outcome').$type<'stillNot' | 'tell'>().notNull(),
    reasonSealed: sealed('reason_sealed').notNull(),
    setBy: uuid('set_by').notNull(),
    setAt: instant('set_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.incidentId, t.id] })],
)

/** What comes back on the calendar of a board: the half-yearly meeting, the evaluation, the officer's report (protocol 11). */
export const meeting = pgTable(
  'meeting',
  {
    organisationId: organisationId(),
    id: uuid('id').notNull(),
    kind: text('kind').$type<'halfYear' | 'evaluation' | 'yearReport'>().notNull(),
    /** '2026-1', '2026-2', '2026' */
    period: text('period').notNull(),
    dueOn: text('due_on').notNull(),
    startsAt: instant('starts_at'),
    heldAt: instant('held_at'),
    /** agenda, who was there and what was said, under the board's key */
    reportSealed: sealed('report_sealed'),
    revision: integer('revision').notNull(),
    setBy: uuid('set_by'),
    setAt: instant('set_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.id] }), uniqueIndex('meeting_period').on(t.organisationId, t.kind, t.period)],
)
