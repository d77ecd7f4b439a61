/** The version of the engine: kept with each verdict, and raised whenever the same base may give another one. */
export const ENGINE = 1
