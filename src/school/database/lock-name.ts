/** The lock of a school's data folder: one server at a time. */
export const lockName = 'server.lock';
