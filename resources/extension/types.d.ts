/**
 * The shapes that the parts of the agent hand each other. Ambient: JSDoc names them without import.
 */

type Bytes = Uint8Array<ArrayBuffer>;

// ------------------------------------------------------------------ the wire

interface HubMessage {
  event: string;
  data: any;
  id?: string | number;
}

/** A piece of a file from the hub. */
interface Chunk {
  id: string;
  offset: number;
  bytes: Bytes;
}

interface Account {
  platform: string;
  handle: string;
}

interface KeyPair {
  privateKey: CryptoKey;
  publicKey: Bytes;
}

interface Established {
  payload: Bytes;
  hash: Bytes;
  sending: import('./core/noise.js').Cipher;
  receiving: import('./core/noise.js').Cipher;
}

interface HubIdentity {
  hubId: string;
  hubName: string;
}

interface PairingLink {
  hubUrl: string;
  hubKey: Bytes;
  linkId: string;
  linkIdBytes: Bytes;
  secret: Bytes;
}

interface About {
  name: string;
  browser: string;
  version: string;
}

/** How to open a connection; with a link it is to pair, and the agent says what it is. */
interface OpeningPlan {
  own: KeyPair;
  hubKey: Bytes;
  about?: About;
  link?: PairingLink;
}

interface Close {
  code: number;
  reason: string;
  /** The hub had proved that it holds its key. */
  authenticated: boolean;
}

interface ConnectionHandler {
  opened(channel: import('./core/channel.js').Channel): void;
  message(message: HubMessage): void;
  chunk(chunk: Chunk): void;
  closed(close: Close): void;
}

interface Clock {
  now(): number;
  setTimeout(call: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

interface JobRef {
  jobId: string;
  epoch: number;
}

interface Limits {
  heartbeatSeconds: number;
  leaseSeconds: number;
  maxMessageBytes: number;
  chunkBytes: number;
  maxProofBytes: number;
}

interface Connector {
  id: string;
  name: Record<string, string>;
  enabled: boolean;
  kind: string;
  version: number;
  hosts: string[];
  recipe: Recipe;
}

interface HubConfig {
  platform: { platformUrl: string; apiUrl: string; searchMethod: string; language: string };
  connectors: Connector[];
  limits: Limits;
}

// ------------------------------------------------------------ what is stored

/** What this browser is to its desk. */
interface Device {
  agentId: string;
  hubUrl: string;
  hubKey: Bytes;
  hubId: string;
  hubName: string;
  deviceName: string;
}

/** What is left of a device that the desk revoked. */
interface Farewell {
  at: number;
  deviceName: string;
}

/** An account that a page showed to be signed in. */
interface SeenAccount extends Account {
  displayName: string;
  seenAt: number;
}

/** A press that was about to be made, or was made. */
interface JournalEntry extends JobRef {
  state: 'intent' | 'pressed';
  by: 'agent' | 'operator';
  permit: string;
  account: Account;
  /** What was to be posted, canonical. */
  text: string;
  digest: string;
  /** When the permit came, then when the button was pressed. */
  at: number;
  /** The document and the guard in it that can vouch for the button. */
  token: string;
  guard: string;
}

interface OutboxEntry {
  seq?: number;
  id: string;
  event: string;
  data: any;
  jobId: string;
  epoch: number;
}

/** What the hub said of a run's findings, for the last word of the run. */
interface Tally {
  accepted: number;
  duplicates: number;
  proofs: number;
}

/** Where a run stands, small enough to be the hub's checkpoint. */
interface Cursor {
  /** Which recipe of the job: 0, or the n-th lookup of `google_maps_search`. */
  part: number;
  step: number;
  page: number;
  url: string;
  rows: number;
}

interface Lookup {
  title: string;
  address: string;
  key: string;
}

interface Note {
  code: string;
  message: string;
}

interface StepReport {
  index: number;
  type: string;
  alternative: number;
  of: number;
  ms: number;
}

/** What a person is shown who is to press the site's button. */
interface PressFacts {
  platform: string;
  /** The site's own word on it. */
  button: string;
  handle: string;
  displayName: string;
  text: string;
  pictures: number;
  screenshot: boolean;
}

interface PressAsk extends PressFacts {
  /** When the permit lapses, or null while there is none. */
  until: number | null;
  /** Why the desk gave no permit. */
  refused: string;
}

interface NeedsUser {
  reason: string;
  message: string;
  assetId?: string;
  press?: PressAsk;
}

/** One run as it is kept: everything that must outlive the worker. */
interface RunRecord {
  jobId: string;
  epoch: number;
  type: string;
  input: Record<string, any>;
  connector: string | null;
  title: string;
  cursor: Cursor;
  keys: string[];
  rows: number;
  screenshots: number;
  percent: number;
  notes: Note[];
  steps: StepReport[];
  fields: Record<string, { filled: number; of: number }>;
  lookups: Lookup[];
  /** The account that the page showed. */
  account: { handle: string; displayName: string } | null;
  windowId: number | null;
  tabId: number | null;
  browserSession: string;
  paused: boolean;
  needs: NeedsUser | null;
}

interface Capture {
  kind: string;
  mime: string;
  bytes: Bytes;
  width?: number;
  height?: number;
  pageUrl: string;
  title: string;
  capturedAt: number;
}

// ------------------------------------------------------------------- recipes

type Labels = Record<string, Record<string, string[]>>;
type Texts = Record<string, string>;
type Selector = string | string[];

interface SelectorCondition {
  selectors: Selector[];
  visible?: boolean;
  /** A slot only until the recipe meets its job. */
  count?: number | string;
  operator?: '>=' | '==' | '<=';
}

type Condition =
  | SelectorCondition
  | { text: string[] }
  | { url: string }
  | { any: Condition[] }
  | { all: Condition[] }
  | { not: Condition }
  /** One of the sources gives something. */
  | { value: FieldSource[] }
  /** The job has media, or a link: answered before the page is asked. */
  | { media: true }
  | { link: true };

interface TroubleRule {
  when: Condition;
  report: 'needs_user' | 'error' | 'empty' | 'note';
  reason?: string;
  code?: string;
  message: Texts;
  retryable?: boolean;
  retryAfterSeconds?: number;
}

interface FieldSource {
  selectors?: Selector[];
  closest?: string[];
  page?: 'url' | 'title';
  attribute?: string;
  match?: string;
  value?: string | number | boolean;
  transforms?: string[];
}

interface Field {
  from: FieldSource[];
  transforms?: string[];
  required?: boolean;
}

interface ExtractBlock {
  evidence: { type: string; source: string };
  items: Selector[];
  exclude?: string[];
  fields: Record<string, Field>;
  key: (string | string[])[];
  confidence?: { high?: string[]; medium?: string[] };
}

interface TextNote {
  code: string;
  message: Texts;
}

/** A step; which keys it has depends on its type (recipe.schema.json). */
interface Step {
  type: string;
  title?: string;
  timeout?: number;
  optional?: boolean;
  [key: string]: any;
}

interface Recipe {
  id: string;
  hosts: string[];
  ownHosts?: string;
  start: string;
  labels: Labels;
  trouble: TroubleRule[];
  steps: Step[];
  [key: string]: any;
}

/** What the site may answer to a press. */
interface Refusal {
  when: Condition;
  code: string;
  message: Texts;
}

/** Where posts stand on a page, newest first. */
interface PostsBlock {
  items: Selector[];
  text: FieldSource[];
  link: FieldSource[];
  time?: FieldSource[];
  media?: string;
  limit?: number;
}

interface FoundPost {
  permalink: string;
  publishedAt: number | null;
  media: number;
}

interface PostsSeen {
  found: FoundPost | null;
  checked: number;
  newest: { text: string; at: number | null } | null;
}

interface PointerStep {
  selectors: Selector[];
  offsetX?: number;
  offsetY?: number;
  button?: 'primary' | 'auxiliary' | 'secondary' | 'back' | 'forward';
  deviceType?: string;
}

interface Row {
  values: Record<string, string | number | boolean>;
  key: string;
}

interface ExtractedRows {
  rows: Row[];
  skipped: number;
  alternative: number;
  of: number;
}

type Ended = 'end' | 'limit' | 'empty' | 'capped' | 'no_more_pages';

// ------------------------------------------------------------------ the page

/** What every function of the page side is told besides its own parameters. */
interface PageContext {
  labels: Labels;
  hosts: string[];
  ownHosts: string | null;
  matched?: { alternative: number; of: number };
}

interface IndexedRule {
  index: number;
  when: Condition;
}

type WaitOutcome =
  { trouble: number } | { met: true; alternative?: number; of?: number } | { timeout: true };

interface FeedRound {
  feed: Selector[];
  end: Condition[];
  extract: ExtractBlock;
  troubles: IndexedRule[];
  quietMs: number;
  timeoutMs: number;
  patienceMs: number;
  fromTop: boolean;
}

type FeedOutcome = { trouble: number } | (ExtractedRows & { end: boolean; bottom: boolean });

/** When a permit ends, by both clocks of the page. */
interface PermitEnd {
  wall: number;
  steady: number;
}

/** What the page side says of the button that it guards. */
interface GuardWord {
  version: number;
  state: 'closed' | 'open' | 'pressed';
  pressedAt: number | null;
  /** Something passed that a site could take for a press. */
  touched: boolean;
  /** How often somebody said “I am ready”, or reached for the button. */
  ready: number;
}

interface PressCardText {
  title: string;
  checked: string;
  checks: string[];
  ready: string;
  left: string;
  note: string;
  close: string;
  direction: string;
}

interface CardText {
  title: string;
  note: string;
  direction: string;
}

type FieldValue = string | number | boolean | null;
type Transform = (text: string, context: PageContext) => FieldValue;
type PageAnswer = { ok: any; hidden: boolean } | { err: { code: string; message: string } };
type PageFunction = (parameters: any, context: PageContext) => any;

/** What `page/base.js` makes; the other files add the rest. */
interface PageBase {
  /** Another document has another one. */
  token: string;
  functions: Record<string, PageFunction>;
  PageError: new (code: string, message: string) => Error & { code: string };
  call(name: string, parameters: unknown, context: PageContext): Promise<PageAnswer>;
  /** Without what may not travel: half surrogates, control characters. */
  clean(text: string): string;
  collapse(text: string): string;
  fold(text: string): string;
  nextFrame(): Promise<void>;
  isVisible(element: Element): boolean;
}

interface PageSide extends PageBase {
  words(text: string, labels: Labels): string[];
  find(
    root: ParentNode,
    selectors: Selector[],
    labels: Labels,
  ): { elements: Element[]; alternative: number; of: number };
  judge(condition: Condition, context: PageContext): boolean;
  trouble(rules: IndexedRule[], context: PageContext): number | null;
  until<T>(check: () => T | null, timeoutMs: number, root?: Node): Promise<T | null>;
  /** What the first source that has something gives. */
  read(item: Element, sources: FieldSource[], context: PageContext): FieldValue;
  elementOf(item: Element, source: FieldSource, context: PageContext): Element | null;
  canonical(text: string): string;
  sameText(one: string, other: string): boolean;
  textOf(element: Element): string;
  /** The events of one press, in their order. */
  press(element: Element): void;
  showPressCard(button: () => Element | null, text: PressCardText, ready: () => void): void;
  countDown(until: number | null): void;
  /** Put something over the page; pictures are made without it. */
  overlay(element: HTMLElement): void;
  dropOverlay(element: HTMLElement): void;
  transform(value: FieldValue, names: string[], context: PageContext): FieldValue;
  extract(block: ExtractBlock, context: PageContext): ExtractedRows;
}

declare var proofdeskPage: PageSide;

// ------------------------------------------------------------- what is shown

type View =
  | 'connecting'
  | 'no_hub'
  | 'not_paired'
  | 'ready'
  | 'working'
  | 'needs_user'
  | 'revoked'
  | 'replaced'
  | 'outdated';

/** What the popup and the pages of the extension show. */
interface Status {
  view: View;
  hubUrl: string;
  hubName: string;
  deviceName: string;
  nextTryAt: number | null;
  connecting: boolean;
  unknownHere: boolean;
  farewell: Farewell | null;
  /** Hosts of the connectors that the desk has. */
  hosts: string[];
  /** Those of them that the person did not allow here. */
  askedHosts: string[];
  outbox: number;
  jobsToday: number;
  mayCapture: boolean;
  /** Accounts that were seen to be signed in here. */
  accounts: SeenAccount[];
  journal: JournalEntry[];
  job: {
    type: string;
    title: string;
    percent: number;
    rows: number;
    screenshots: number;
    paused: boolean;
    needs: NeedsUser | null;
  } | null;
  pairing: PairingStatus | null;
}

interface PairingStatus {
  step: 'opening' | 'compare' | 'done' | 'failed';
  digits: string;
  hubName: string;
  reason: string;
}

// ------------------------------------------------------------- the browser

interface ImageFile {
  mime: string;
  bytes: Bytes;
  width?: number;
  height?: number;
}

interface Images {
  encode(picture: Blob, widest: number): Promise<ImageFile>;
  crop(
    picture: Blob,
    place: { left: number; top: number; width: number; height: number },
    viewWidth: number,
  ): Promise<ImageFile>;
  stitch(
    views: { picture: Blob; top: number }[],
    size: { width: number; height: number },
  ): Promise<ImageFile>;
}

/** What the agent asks of a browser; tests give another one. */
interface Platform {
  images: Images;
  openWindow(size: { width: number; height: number }): Promise<{ windowId: number; tabId: number }>;
  closeWindow(windowId: number): Promise<void>;
  resize(windowId: number, width: number, height: number): Promise<void>;
  show(place: { windowId: number; tabId: number }): Promise<void>;
  tab(tabId: number): Promise<{ url?: string; active: boolean } | null>;
  load(tabId: number, url: string, timeoutMs: number): Promise<void>;
  /** Calls each time a document of the tab is loaded; gives the way to stop that. */
  onLoaded(tabId: number, call: () => void): () => void;
  run(tabId: number, func: (...args: any[]) => unknown, args: unknown[]): Promise<any>;
  inject(tabId: number, files: string[]): Promise<true>;
  picture(place: { windowId: number; tabId: number }): Promise<Blob>;
  snapshot(tabId: number): Promise<Bytes | null>;
  mayCapture(): Promise<boolean>;
  /** Whether the person lets this browser work on all of these hosts. */
  mayUse(hosts: string[]): Promise<boolean>;
  stayAwake(): Promise<void>;
}

interface FirefoxTabs {
  captureTab(tabId: number, options: { format: string; quality: number }): Promise<string>;
}
