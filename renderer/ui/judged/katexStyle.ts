/** The style sheet of formulas, kept apart so that it is loaded with the first one. */
/// <reference types="vite/client" />
import 'katex/dist/katex.min.css'
