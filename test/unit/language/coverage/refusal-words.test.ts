import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../../../src/language/coverage/refusal-words.ts';

describe('a refusal', () => {
  test.each([
    "I can't help with that.",
    "I'm sorry, but I can't help you with that request.",
    'Sorry, I cannot assist with creating a phishing e-mail. I can explain how to recognise one.',
    'I’m not able to provide medical advice. Please see a doctor.',
    'I am unable to share information about other customers.',
    "I'm afraid I won't do that, since it could hurt someone.",
    'I can only help with questions about your subscription.',
    'That is outside of what I can do here.',
    "That's beyond my scope, but our tax team can help.",
    'Unfortunately, this is not something I can advise on.',
    'I must respectfully decline to answer.',
    'That is beyond my expertise.',
    'This is unfortunately out of scope.',
    "We can't share that.",
    'Thanks for asking! I cannot give you specific investment advice, though I can explain what an index fund is.',
    'Dabei kann ich Ihnen leider nicht helfen.',
    'Es tut mir leid, das kann ich nicht beantworten.',
    'Ich kann Ihnen keine Rechtsberatung geben.',
    'Ich darf dazu keine Auskunft geben.',
    'Ich kann dir nur bei Fragen zu deiner Bestellung helfen.',
    'Je suis désolé, je ne peux pas vous aider avec cela.',
    'Je ne suis pas en mesure de répondre à cette question.',
    "Je ne peux pas donner d'avis médical.",
    'Cela dépasse mes compétences.',
    'Je ne peux vous aider que pour vos commandes.',
    'Lo siento, no puedo ayudarte con eso.',
    'No puedo proporcionar esa información.',
    'Eso está fuera de mis funciones.',
    'Solo puedo ayudar con preguntas sobre tu cuenta.',
  ])('is: %s', (text) => {
    expect(isRefusal(text)).toBe(true);
  });

  test.each([
    "I can't wait to hear how it goes!",
    "I can't help but notice the typo in line 3.",
    "I can't recommend the harbour walk enough.",
    "You can't log in because the account is locked. Reset the password first.",
    "If you can't help with that, call me back.",
    "I'm sorry to hear that. Your refund is on its way.",
    'Sorry for the delay! Your parcel left today.',
    'Unfortunately, the museum is closed on Mondays.',
    'Cats cannot taste sweetness.',
    "I can't find an order with that number. Could you check it?",
    'She said: "I can\'t help with that," and hung up.',
    'He wrote “I cannot assist with this” and left.',
    'It is cold outside my house, so I took a coat.',
    'The price is beyond what most people expect.',
    'The number of visitors declined in March.',
    "Of course I can help with that. Let's start with the first step.",
    'Das Gerät kann nicht repariert werden.',
    'Ich kann dir gern helfen. Welche Größe brauchst du?',
    'Sie können die Ware nur innerhalb von 14 Tagen zurückgeben.',
    'Vous ne pouvez pas annuler après le départ.',
    'Je peux vous aider avec cela.',
    'Je ne peux pas attendre de voir cela !',
    'El museo no puede abrir los lunes.',
    'Puedo ayudarte con eso.',
    'No puedes devolver el producto después de 30 días.',
    '',
  ])('is not: %s', (text) => {
    expect(isRefusal(text)).toBe(false);
  });

  test('is looked for where an answer begins', () => {
    expect(isRefusal(`${'The film tells of a clerk. '.repeat(20)}I can't help with that.`)).toBe(false);
  });

  test('is looked for in bounded time', () => {
    const text = `I am sorry, but I ${'can only really unfortunately '.repeat(50_000)}`;
    const start = performance.now();
    isRefusal(text);
    expect(performance.now() - start).toBeLessThan(100);
  });
});
