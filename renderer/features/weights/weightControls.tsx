import { Button, NumberInput, Slider } from '@mantine/core';
import { IconArrowBackUp, IconClipboard } from '@tabler/icons-react';
import { exactNumber } from '../../../shared/format/numbers';
import { blendYaml } from '../../../shared/pareto/pointText';
import { copyText } from '../../ui/clipboard';
import type { useWeights } from './useWeights';
import classes from './weights.module.css';
import { sliderRange, type Weights } from './weightsParam';

interface WeightControlsProps {
  state: ReturnType<typeof useWeights>;
  ofCase: Weights;
  form: 'sum' | 'product';
}

/** A slider and a number for every objective. Nothing is written: the lines for case.yaml are copied. */
export function WeightControls({ state, ofCase, form }: WeightControlsProps) {
  const { shown, isOfCase, isNothing, take } = state;
  return (
    <div className={classes.controls}>
      {Object.keys(ofCase).map((name) => (
        <Objective key={name} name={name} value={shown[name]!} ofCase={ofCase[name]!} form={form} move={state.move} />
      ))}
      {isNothing && (
        <p className={classes.fault} role="alert">
          All weights are 0, which ranks nothing: give one of them another value.
        </p>
      )}
      <div className={classes.buttons}>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconArrowBackUp size={14} />}
          disabled={isOfCase}
          onClick={() => take(null)}
        >
          Case's weights
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconClipboard size={14} />}
          disabled={isNothing}
          onClick={() => void copyText(blendYaml(shown), 'the lines for case.yaml')}
        >
          Copy for case.yaml
        </Button>
      </div>
    </div>
  );
}

interface ObjectiveProps {
  name: string;
  value: number;
  ofCase: number;
  form: 'sum' | 'product';
  move: (name: string, weight: number) => void;
}

function Objective({ name, value, ofCase, form, move }: ObjectiveProps) {
  const { min, max, step } = sliderRange(ofCase, value);
  const least = form === 'product' ? 0 : undefined;
  return (
    <div className={classes.objective}>
      <span className={classes.name} title={name}>
        {name}
        <span className={`num faint ${classes.ofCase}`}>{`case ${exactNumber(ofCase)}`}</span>
      </span>
      <Slider
        thumbLabel={`Weight of ${name}`}
        value={value}
        min={min}
        max={max}
        step={step}
        label={null}
        size="sm"
        marks={[{ value: ofCase }]}
        onChange={(weight) => move(name, Number(weight.toPrecision(6)))}
      />
      <NumberInput
        aria-label={`Weight of ${name} as a number`}
        value={value}
        onChange={(weight) => typeof weight === 'number' && Number.isFinite(weight) && move(name, weight)}
        min={least}
        step={step}
        size="xs"
        hideControls
        classNames={{ input: 'num' }}
      />
    </div>
  );
}
