import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { FilesStep } from './filesStep';
import { PreviewStep } from './previewStep';
import { useTakenFiles } from './useTakenFiles';
import classes from './wizard.module.css';
import { type ChosenFile, withFiles } from './wizardState';

/** Makes a case of files: choose them, look at what they are, write case.yaml and open it. */
export function WizardScreen({ onClose }: { onClose: () => void }) {
  const [chosen, setChosen] = useState<ChosenFile[]>([]);
  const [step, setStep] = useState<'files' | 'preview'>('files');
  const title = useRef<HTMLHeadingElement>(null);
  const add = (files: ChosenFile[]) => setChosen((before) => withFiles(before, files));
  const taken = useTakenFiles(add);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new step begins at its title.
  useEffect(() => title.current?.focus(), [step]);
  return (
    <section className={classes.screen} aria-labelledby="wizard-title" {...taken.dropTarget}>
      <header className={classes.head}>
        <h1 id="wizard-title" ref={title} tabIndex={-1} className={classes.title}>
          {step === 'files' ? 'New case: which files?' : 'New case: what they are'}
        </h1>
        <Button variant="subtle" onClick={onClose}>
          Back to the cases
        </Button>
      </header>
      {step === 'files' ? (
        <FilesStep
          chosen={chosen}
          onAdd={add}
          taken={taken}
          onRemove={(token) => setChosen((before) => before.filter((each) => each.token !== token))}
          onNext={() => setStep('preview')}
        />
      ) : (
        <PreviewStep files={chosen} onBack={() => setStep('files')} />
      )}
    </section>
  );
}
