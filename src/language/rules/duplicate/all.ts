import type { Rule } from '../rule.ts';
import { exact } from './exact.ts';
import { prompt } from './prompt.ts';

export const duplicateRules: readonly Rule[] = [exact, prompt];
