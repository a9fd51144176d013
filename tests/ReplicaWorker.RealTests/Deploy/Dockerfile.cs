namespace ReplicaWorker.RealTests.Deploy;

/// <summary>The instructions of a Dockerfile, in order, with continued lines joined and comments left out.</summary>
internal sealed record Dockerfile(IReadOnlyList<(string Name, string Arguments)> Instructions)
{
    public IEnumerable<string> Of(string name) => Instructions.Where(instruction => instruction.Name == name).Select(instruction => instruction.Arguments);

    /// <summary>The instructions of one stage, beginning with its FROM.</summary>
    public IReadOnlyList<(string Name, string Arguments)> Stage(int index)
    {
        var starts = Enumerable.Range(0, Instructions.Count).Where(at => Instructions[at].Name == "FROM").Append(Instructions.Count).ToArray();
        return [.. Instructions.Take(starts[index]..starts[index + 1])];
    }

    /// <summary>What a COPY from the build context copies, and where to.</summary>
    public static (string[] Sources, string Destination)? ContextCopy((string Name, string Arguments) instruction)
    {
        var words = instruction.Arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return instruction.Name == "COPY" && !words[0].StartsWith("--", StringComparison.Ordinal) ? (words[..^1], words[^1]) : null;
    }

    public static Dockerfile Parse(string text)
    {
        var instructions = new List<(string, string)>();
        var pending = "";

        foreach (var line in text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            pending += line.TrimEnd('\\');

            if (!line.EndsWith('\\'))
            {
                var words = pending.Split(' ', 2);
                instructions.Add((words[0], words[1].Trim()));
                pending = "";
            }
        }

        return new(instructions);
    }
}
