/** Questions that the sample library answers. */
export const sampleQuestions = ['What is PUE, and can it be below 1?', 'How efficient is the North site?', 'At what rack density is liquid cooling needed?', '데이터센터의 전력 효율 지수란 무엇인가?'] as const
