import { describe, expect, test } from 'vitest';
import { isQuestionBack } from '../../../../src/language/coverage/question-words.ts';

describe('a question back', () => {
  test.each([
    'Could you please clarify what you mean by "it"?',
    'Sure! Which city are you travelling to?',
    'Do you mean the invoice from March or the one from April?',
    'Happy to help. Can you tell me your order number?',
    'What date would you like to book?',
    'Are you asking about the mobile app or the website?',
    'I found two accounts. Which one should I close?',
    'What exactly do you want to change?',
    'Meinen Sie den Vertrag von 2022 oder den neuen?',
    'Könnten Sie mir bitte Ihre Bestellnummer nennen?',
    'Welche Größe brauchst du?',
    'Pourriez-vous préciser de quel produit il s’agit ?',
    'Quelle taille souhaitez-vous ?',
    '¿Te refieres al pedido de ayer?',
    '¿Podrías indicarme el número de pedido?',
    '¿Qué talla necesitas?',
  ])('is: %s', (text) => {
    expect(isQuestionBack(text)).toBe(true);
  });

  test.each([
    'How can I help you today?',
    'Hello! What can I do for you?',
    'Your refund is on its way. Is there anything else I can help you with?',
    'Does that make sense?',
    'I have moved the meeting to Friday. Would you like me to tell the others?',
    'What is the capital of France?',
    'Where is the train station?',
    'To be, or not to be: that is the question. Who wrote it?',
    'Could you clarify? No: the manual is clear. Press the red button.',
    'You asked which plan you are on. You are on the basic plan.',
    'Isn’t it lovely when spring comes?',
    'Kann ich Ihnen sonst noch weiterhelfen?',
    'Wie geht es dir?',
    'Puis-je vous aider avec autre chose ?',
    '¿En qué puedo ayudarte hoy?',
    '¿Cómo estás?',
    `${'Here is what the contract says, clause by clause. '.repeat(9)}Which one do you mean?`,
    '',
    '?',
  ])('is not: %s', (text) => {
    expect(isQuestionBack(text)).toBe(false);
  });
});
