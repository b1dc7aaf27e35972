/** What happens when an element in a message is used: the server is asked to do it as this person. */

import { act, refusal } from './feed.js';

/** The words beside the element when something went wrong; empty when it went well. */
export const told = (result) => {
  if (result === null) return 'This did not work.';
  return result.error ? refusal(result.error) : '';
};

/** The request for a press: which block, and which element or option of it. */
export function wanted(block, made, what) {
  const pressed = { block: block.block_id, wanted: made.action_id };
  if (what.option) pressed.wanted = what.option.value ?? what.option.text.text;
  else if ('value' in what) pressed.state = { [made.action_id]: what.value };
  return pressed;
}

/** @returns {import('./blocks.js').Hands} */
export function inMessage(message) {
  return {
    surface: 'message',
    channel: message.channel,
    entry: (block, made) => message.state?.[block.block_id]?.[made.action_id],
    press: async (block, made, what) =>
      told(await act('clicks', { channel: message.channel, ts: message.ts, ...wanted(block, made, what) })),
  };
}
