"""What every command needs: the settings or what is wrong with them, and errors as sentences with an exit code."""

from typing import Annotated, Any

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON, for scripts.")]


def settings(**given: Any) -> Any:
    """The settings of this call; what is wrong with them is printed, and ends the command. A misspelt name is told."""
    from pydantic import ValidationError
    from pydantic_settings import SettingsError

    from threadline.config import Settings
    from threadline.config.misspelt import misspelt_names

    for name, meant in misspelt_names(Settings.model_fields).items():
        typer.secho(f"Nothing reads {name}. Did you mean {meant}?", fg="yellow", err=True)
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except UnicodeDecodeError:
        problems = ["The file .env is not UTF-8 text."]
    except SettingsError as error:
        _, name, *_ = str(error).split('"')
        problems = [f"{_variable(name)}: this is not JSON"]
    except ValidationError as error:
        problems = [_problem(problem["loc"], problem["msg"]) for problem in error.errors()]
    for sentence in problems:
        typer.secho(sentence, fg="red", err=True)
    raise typer.Exit(2)


def _problem(place: tuple[int | str, ...], message: str) -> str:
    """A sentence of the validation, with the variable it is about."""
    sentence = message.removeprefix("Value error, ")
    if not place:
        return sentence
    name, *inside = place
    where = f" ({'.'.join(map(str, inside))})" if inside else ""
    return f"{_variable(name)}{where}: {sentence}"


def _variable(name: int | str) -> str:
    return f"THREADLINE_{name}".upper()


def guarded(run: Any) -> None:
    """Turn the errors a person can do something about into one sentence and an exit code."""
    from threadline.commands.failure import CommandFailed, explain

    try:
        run()
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    except CommandFailed as error:
        if str(error):
            typer.secho(str(error), fg="red", err=True)
        raise typer.Exit(error.code) from error
    except Exception as error:  # the edge of the process: what is known is explained, what is not is shown
        sentence = explain(error)
        if sentence is None:
            raise
        typer.secho(sentence, fg="red", err=True)
        raise typer.Exit(1) from error
