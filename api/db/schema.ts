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
  settings: jsonb('settings').$type<{ fgVotes: boolean; search?: boolean; alerting?: Alerting; training?: TrainingSettings }>().notNull(),
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
