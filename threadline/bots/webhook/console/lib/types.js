/**
 * The shapes of the HTTP contract that the console reads, as types for editors and checkers.
 *
 * @typedef {{name: string, email: string | null}} Attendee
 * @typedef {{id: string | null, series_id: string | null, calendar_id: string | null, title: string, start: string, end: string, all_day: boolean,
 *   timezone: string, location: string | null, description: string | null, attendees: Attendee[],
 *   recurrence: string | null, private: boolean, transparent: boolean, tentative: boolean, reminders: number[] | null,
 *   meeting_link: boolean, meeting_url: string | null, link: string | null, version: string | null}} CalendarEvent
 * @typedef {{id: string, name: string, primary: boolean, writable: boolean, provider: string,
 *   default: boolean}} CalendarView
 * @typedef {{calendars: CalendarView[], unknown: {provider: string, title: string, reason: string}[],
 *   feed_url: string | null}} CalendarList
 * @typedef {{backend: string, title: string, account: string, state: "connected" | "broken", reason: string | null,
 *   connected_at: string}} Connection
 * @typedef {{name: string, label: string, secret: boolean, required: boolean, placeholder: string}} KindField
 * @typedef {{backend: string, title: string, method: "oauth" | "form", scopes: {name: string, purpose: string}[],
 *   fields: KindField[]}} CalendarKind
 * @typedef {{connections: Connection[], kinds: CalendarKind[], problem: string | null}} Connections
 * @typedef {{id: string, recurrence: string, repeats: string, first: string, last: string | null, count: number | null,
 *   position: number | null}} Series
 * @typedef {{slot: string, text: string, start: number, end: number}} Evidence
 * @typedef {{start: string, end: string, label: string, kind: "reading" | "free"}} Alternative
 * @typedef {{title: string, start: string, end: string}} Conflict
 * @typedef {{kind: string, label: string, before: string | null, after: string}} CardRow
 * @typedef {"confirm" | "confirm-anyway" | "edit" | "times" | "dismiss" | "undo"} CardActionId
 * @typedef {{id: CardActionId, label: string, style: "plain" | "primary" | "danger"}} CardAction
 * @typedef {{title: string, heading: string, headline: string, badge: string, rows: CardRow[], guests_told: string,
 *   warnings: string[], sources: string, status: {mark: string, text: string, reason: string} | null,
 *   actions: CardAction[], anyway: CardAction | null}} Card
 * @typedef {"proposed" | "booking" | "booked" | "dismissed" | "expired" | "undone" | "failed"} ProposalState
 * @typedef {{id: string, state: ProposalState, version: number, action: "book" | "change" | "cancel" | "hand_over",
 *   event: CalendarEvent, before: CalendarEvent | null, before_label: string | null, invite: boolean,
 *   conversation_id: string | null,
 *   message_id: string | null, calendar_id: string, event_id: string | null, created_at: string, expires_at: string,
 *   undo_until: string | null, when_label: string, starts: string[], evidence: Evidence[], alternatives: Alternative[],
 *   warnings: string[], conflicts: Conflict[], unknown_calendars: string[], reason: string | null, card: Card}} Proposal
 * @typedef {"queued" | "answering" | "answered" | "stopped" | "failed"} ReplyState
 * @typedef {{id: string, name: string, media_type: string, bytes: number, words: number, pages: number | null,
 *   picture: boolean, note: string}} SentFile
 * @typedef {{id: string, title: string, state: "running" | "done" | "failed"}} Step
 * @typedef {{message_id: string, text: string, created_at: string}} EarlierAnswer
 * @typedef {{id: string, role: "user" | "assistant", text: string, created_at: string, state: ReplyState,
 *   reply_to: string | null, proposals: Proposal[], files: SentFile[], steps: Step[], on_cards: boolean, feedback: "good" | "bad" | null,
 *   earlier: EarlierAnswer[]}} Message
 * @typedef {{id: string, title: string, channel: string, pinned: boolean, archived: boolean, provider: string | null,
 *   created_at: string, updated_at: string}} Conversation
 * @typedef {Conversation & {messages: Message[]}} ConversationDetail
 * @typedef {{name: string, description: string, required: boolean, default: string | null}} Variable
 * @typedef {{id: string, version: number, name: string, description: string, template: string, variables: Variable[],
 *   system_prompt: string, type: string, source: string | null, language: string | null, builtin: boolean,
 *   updated_at: string | null}} Template
 * @typedef {{id: string, name: string, email: string | null, timezone: string, language: string | null,
 *   scopes: string[]}} Person
 * @typedef {{name: string, state: string, detail: string, advice: string}} HealthPart
 * @typedef {{status: string, version: string, parts: HealthPart[]}} Health
 * @typedef {{start: string, end: string, label: string}} Slot
 * @typedef {{provider: string | null, model: string | null, temperature: number | null, max_tokens: number | null,
 *   system_prompt: string, cache_seconds: number, has_api_key: boolean}} Llm
 * @typedef {{theme: string, week_start: string, density: string}} Ui
 * @typedef {{llm: Llm, ui: Ui, preferences: {key: string, value: string, category: string,
 *   sentence: string}[], favorites: string[],
 *   providers: {name: string, kind: string, model: string | null}[]}} Settings
 * @typedef {{requests: number, unpriced_requests: number, cost_usd: number | null, input_tokens: number,
 *   output_tokens: number}} Tally
 * @typedef {Tally & {provider: string | null}} ProviderTally
 * @typedef {{scope: "person" | "channel" | "workspace", channel: string | null, per: "day" | "month",
 *   requests: number | null, requests_used: number, usd: number | null, usd_used: number, unpriced_requests: number,
 *   since: string, until: string}} Limit
 * @typedef {{totals: Tally, groups: (Tally & {start: string, providers: ProviderTally[]})[], providers: ProviderTally[],
 *   models: (ProviderTally & {model: string | null})[], channels: (Tally & {channel: string})[],
 *   limits: Limit[]}} UsageReport
 * @typedef {{at: string, kind: "answer" | "action", what: string, subject: string, detail: string,
 *   conversation_id: string | null, channel: string | null, provider: string | null, model: string | null,
 *   cost_usd: number | null}} Activity
 * @typedef {{field: string, message: string, proposal?: Proposal | null}} ErrorDetail
 */

export {};
