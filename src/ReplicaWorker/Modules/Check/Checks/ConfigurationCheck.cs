using ReplicaWorker.Options;
using static ReplicaWorker.Modules.Check.Observation;

namespace ReplicaWorker.Modules.Check.Checks;

/// <summary>Whether the JSON parameters that add to the configuration can be read, once more: a run that could not would not have come here.</summary>
internal sealed class ConfigurationCheck(CheckClients clients) : ICheckSource
{
    public IEnumerable<CheckItem> Plan(CheckScope scope)
    {
        if (scope.Replica.ConfigurationPath?.TrimEnd('/') is { Length: > 0 } path)
        {
            yield return new(scope.Primary, "ssm", "read the configuration", "ssm:GetParameters", "iam/task-role-configuration.json", async token =>
            {
                var answer = await clients.Parameters(scope.Primary).GetParametersAsync(
                    new() { Names = [.. ConfigurationParameters.Names.Select(name => $"{path}/{name}")], WithDecryption = true }, token);
                return Works($"{answer.Parameters?.Count ?? 0} of {ConfigurationParameters.Names.Count} parameters below {path}");
            });
        }
    }
}
