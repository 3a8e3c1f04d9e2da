import { portRange } from './server-settings';
import { group, integer } from '../setting';

export const sandboxSettings = group('Sandbox', {
  port: integer(
    'SANDBOX_PORT',
    'The port that the Onebox sandbox listens on, with --sandbox.',
    4001,
    portRange,
    'any free port',
  ),
});
