using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace LocalCloud.Aws.ParameterStore;

/// <content>Values.</content>
internal sealed partial class ParameterStoreService
{
    private const int MaxNames = 10;
    private const int MaxByPath = 10;

    private async Task<JsonObject> GetParameterAsync(ParameterCall call, CancellationToken cancellation)
    {
        var (name, selector) = ParameterName.Parse(call.Parameters.Required("Name"));
        var table = _store.Table(call.Region);
        (string Name, ParameterVersion Version) found;
        lock (table.Gate)
        {
            var parameter = table.Get(name);
            found = (parameter.Name, Select(parameter, selector));
        }

        return new() { ["Parameter"] = await ValueAsync(call, found.Name, found.Version, selector, cancellation) };
    }

    private async Task<JsonObject> GetParametersAsync(ParameterCall call, CancellationToken cancellation)
    {
        var names = call.Parameters.Texts("Names");
        if (names.Count is 0 or > MaxNames)
        {
            throw Parameters.Invalid("names", $"[{string.Join(", ", names)}]",
                names.Count == 0 ? "Member must have length greater than or equal to 1" : $"Member must have length less than or equal to {MaxNames}");
        }

        var found = new List<(string Name, ParameterVersion Version, string? Selector)>();
        var invalid = new JsonArray();
        var table = _store.Table(call.Region);
        lock (table.Gate)
        {
            foreach (var reference in names.Distinct(StringComparer.Ordinal))
            {
                var (name, selector) = ParameterName.Parse(reference);
                if (table.Find(name) is { } parameter && Find(parameter, selector) is { } version)
                {
                    found.Add((parameter.Name, version, selector));
                }
                else
                {
                    invalid.Add(reference);
                }
            }
        }

        return new() { ["Parameters"] = await ValuesAsync(call, found, cancellation), ["InvalidParameters"] = invalid };
    }

    private async Task<JsonObject> GetByPathAsync(ParameterCall call, CancellationToken cancellation)
    {
        var (path, recursive) = (call.Parameters.Required("Path"), call.Parameters.Flag("Recursive"));
        if (!path.StartsWith('/'))
        {
            throw new AwsException("ValidationException",
                "The parameter doesn't meet the parameter name requirements. The parameter name must begin with a forward slash \"/\".");
        }

        var (filter, size) = (ParameterFilter.Of(call.Parameters, byPath: true), call.Parameters.MaxResults(MaxByPath));
        var table = _store.Table(call.Region);
        (string, ParameterVersion, string?)[] found;
        string? next;
        lock (table.Gate)
        {
            (var page, next) = _store.Page(table, call.Parameters.Text("NextToken"), size,
                parameter => ParameterFilter.IsUnder(parameter.Name, path, recursive) && filter(parameter));
            found = [.. page.Select(parameter => (parameter.Name, parameter.Latest, (string?)null))];
        }

        return WithToken(new() { ["Parameters"] = await ValuesAsync(call, found, cancellation) }, next);
    }

    private static ParameterVersion Select(Parameter parameter, string? selector) => Find(parameter, selector)
        ?? throw new AwsException("ParameterVersionNotFound", selector!.All(char.IsAsciiDigit)
            ? $"Systems Manager could not find version {selector} of {parameter.Name}. Verify the version and try again."
            : $"Systems Manager could not find label {selector} for parameter {parameter.Name}. Verify the label and try again.");

    private static ParameterVersion? Find(Parameter parameter, string? selector) => selector is null
        ? parameter.Latest
        : parameter.Versions.Find(version => $"{version.Number}" == selector || version.Labels.Contains(selector, StringComparer.Ordinal));

    private async Task<JsonArray> ValuesAsync(
        ParameterCall call, IReadOnlyCollection<(string Name, ParameterVersion Version, string? Selector)> found, CancellationToken cancellation)
    {
        var values = new JsonArray();
        foreach (var (name, version, selector) in found)
        {
            values.Add(await ValueAsync(call, name, version, selector, cancellation));
        }

        return values;
    }

    private async Task<JsonObject> ValueAsync(
        ParameterCall call, string name, ParameterVersion version, string? selector, CancellationToken cancellation)
    {
        var value = new JsonObject
        {
            ["Name"] = name,
            ["Type"] = version.Type,
            ["Value"] = await ReadAsync(call, name, version, cancellation),
            ["Version"] = version.Number,
            ["LastModifiedDate"] = Seconds(version.Modified),
            ["ARN"] = _store.Arn(call.Region, name),
            ["DataType"] = version.DataType,
        };

        if (selector is not null)
        {
            value["Selector"] = ":" + selector;
        }

        return value;
    }

    // Without decryption a SecureString is a ciphertext of its own for each region, name and version; the key is asked only to decrypt.
    private async Task<string> ReadAsync(ParameterCall call, string name, ParameterVersion version, CancellationToken cancellation)
    {
        if (version.Type != "SecureString")
        {
            return version.Value;
        }

        if (call.Parameters.Flag("WithDecryption"))
        {
            await CheckKeyAsync(call.Region, version.KeyId!, cancellation);
            return version.Value;
        }

        var seed = Encoding.UTF8.GetBytes($"{call.Region} {name} {version.Number} {version.Value}");
        return "AQICAHh" + Convert.ToBase64String([.. SHA512.HashData(seed), .. SHA384.HashData(seed)]);
    }

    private static JsonObject WithToken(JsonObject answer, string? next)
    {
        if (next is not null)
        {
            answer["NextToken"] = next;
        }

        return answer;
    }

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;
}
