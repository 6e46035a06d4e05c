package ngo.zoo.persistence.log;

import ngo.zoo.persistence.Database;

/** Gives waiting entries of the shared test database their places under one key. */
record TestSequencer(Database database, OperatorKey key) {
  void sequence() {
    database.inTransaction(
        () -> new Sequencer(database, key, (listener, type, subject, payload) -> {}).sequence());
  }
}
