const OFF = /^(?:0|false|no|off)$/i;

/** Whether a variable of the environment switches something on: whatever does not say no. */
export const isOn = (value: string | undefined): boolean =>
  value !== undefined && value !== "" && !OFF.test(value);

/** Whether it switches something off that is on by itself. */
export const isOff = (value: string | undefined): boolean => value !== undefined && OFF.test(value);
