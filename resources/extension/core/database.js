/**
 * The agent's one IndexedDB: what must outlive the worker, written strictly before it is relied on.
 */

const NAME = 'proofdesk';
const VERSION = 2;

/** @typedef {'identity' | 'outbox' | 'files' | 'tallies' | 'runs' | 'config' | 'journal'} StoreName */

/** Each step brings a database of the version before to its own. @type {((database: IDBDatabase) => void)[]} */
const UPGRADES = [
  (database) => {
    database.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true });
    for (const name of ['identity', 'files', 'tallies', 'runs', 'config']) {
      database.createObjectStore(name);
    }
  },
  (database) => void database.createObjectStore('journal'),
];

/** @param {IDBFactory} [factory] @returns {Promise<Database>} */
export function openDatabase(factory = indexedDB) {
  return new Promise((resolve, reject) => {
    const request = factory.open(NAME, VERSION);
    request.onupgradeneeded = ({ oldVersion }) => {
      for (const upgrade of UPGRADES.slice(oldVersion)) upgrade(request.result);
    };
    request.onsuccess = () => resolve(new Database(request.result));
    request.onerror = () => reject(request.error);
  });
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
export function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export class Database {
  #database;

  /** @param {IDBDatabase} database */
  constructor(database) {
    this.#database = database;
  }

  /** @param {StoreName} store @param {IDBValidKey} key @returns {Promise<any>} */
  get(store, key) {
    return this.#read(store, (objects) => objects.get(key));
  }

  /** @param {StoreName} store @returns {Promise<any[]>} */
  all(store) {
    return this.#read(store, (objects) => objects.getAll());
  }

  /** The object with the lowest key. @param {StoreName} store @returns {Promise<any>} */
  async first(store) {
    const cursor = await this.#read(store, (objects) => objects.openCursor());
    return cursor?.value ?? null;
  }

  /** @param {StoreName} store @returns {Promise<number>} */
  count(store) {
    return this.#read(store, (objects) => objects.count());
  }

  /** @param {StoreName} store @param {IDBValidKey} key @param {unknown} value */
  put(store, key, value) {
    return this.change([store], (stores) => stores[store].put(value, key));
  }

  /** @param {StoreName} store @param {IDBValidKey} key */
  delete(store, key) {
    return this.change([store], (stores) => stores[store].delete(key));
  }

  /**
   * One durable transaction. `work` issues its requests without waiting for anything else.
   * @template T
   * @param {StoreName[]} names
   * @param {(stores: Record<string, IDBObjectStore>) => T} work
   * @returns {Promise<Awaited<T>>} after it is committed
   */
  change(names, work) {
    return new Promise((resolve, reject) => {
      const transaction = this.#database.transaction(names, 'readwrite', { durability: 'strict' });
      const stores = Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)]));
      const outcome = Promise.resolve(work(stores));
      outcome.catch(() => transaction.abort());
      transaction.oncomplete = () => resolve(outcome);
      transaction.onabort = () => reject(transaction.error ?? new Error('the write was abandoned'));
    });
  }

  /** @param {StoreName} store @param {(objects: IDBObjectStore) => IDBRequest} ask */
  #read(store, ask) {
    return result(ask(this.#database.transaction(store, 'readonly').objectStore(store)));
  }
}
