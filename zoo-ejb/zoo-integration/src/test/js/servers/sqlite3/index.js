// The calls of the package sqlite3 that Knex makes, answered by the SQLite inside Node.
const { DatabaseSync } = require('node:sqlite');

class Database {
  #inside;

  constructor(file, flags, done) {
    answer(done, {}, () => {
      this.#inside = new DatabaseSync(file);
    });
  }

  run(sql, values, done) {
    const context = {};
    answer(done, context, () => {
      const { lastInsertRowid, changes } = this.#inside.prepare(sql).run(...values.map(bound));
      context.lastID = Number(lastInsertRowid);
      context.changes = Number(changes);
    });
  }

  all(sql, values, done) {
    answer(done, {}, () => this.#inside.prepare(sql).all(...values.map(bound)));
  }

  close(done) {
    answer(done, {}, () => this.#inside.close());
  }
}

// In a turn of its own, so that requests are served between two statements.
function answer(done, context, work) {
  setImmediate(() => {
    let result;
    try {
      result = work();
    } catch (error) {
      done.call(context, error);
      return;
    }
    done.call(context, null, result);
  });
}

// What is no value of SQLite is bound as the package binds it: as text.
function bound(value) {
  if (value === undefined) return null;
  if (typeof value === 'boolean') return Number(value);
  const isObject = typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);
  return isObject ? String(value) : value;
}

module.exports = { Database, OPEN_READWRITE: 2, OPEN_CREATE: 4 };
