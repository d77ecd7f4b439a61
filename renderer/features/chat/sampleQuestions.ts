/** Questions that the sample library answers. */
export const sampleQuestions = ['What is PUE, and what does it leave out?', 'At what rack density is liquid cooling needed?', 'How warm may the air at server inlets be?'] as const
