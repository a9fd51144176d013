using System.Text.Json.Nodes;

namespace LocalCloud.Aws;

/// <summary>What one service answers here instead of moto.</summary>
internal interface IAwsService
{
    /// <summary>The signing name.</summary>
    string Name { get; }

    /// <summary>Answers the call, or leaves it to moto.</summary>
    /// <exception cref="AwsException">The service's refusal.</exception>
    Task<ServiceAnswer?> TryAnswerAsync(AwsRequest request, CancellationToken cancellation);
}

/// <param name="Output">Nothing for an operation without output: its answer has an empty body.</param>
internal sealed record ServiceAnswer(JsonObject? Output);
