"""What people do in the sandbox, by kind; `sandbox.acting.People` has it all."""
