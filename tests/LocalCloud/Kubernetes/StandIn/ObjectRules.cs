using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LocalCloud.Kubernetes.StandIn;

/// <summary>What the server refuses to keep, in its words (those of 1.20).</summary>
internal static partial class ObjectRules
{
    /// <summary>Of all values of <c>data</c> and <c>binaryData</c> together.</summary>
    private const int MaxData = 1024 * 1024;

    private const int MaxKey = 253;
    private const int MaxAnnotations = 256 * 1024;
    private const int MaxLabelPart = 63;

    private const string KeyRule =
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', "
        + "regex used for validation is '[-._a-zA-Z0-9]+')";

    private const string NameRule =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an "
        + "alphanumeric character (e.g. 'example.com', regex used for validation is "
        + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    private const string QualifiedRule =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    private const string LabelValueRule =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
        + "alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is "
        + "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    private const string Immutable = "field is immutable when `immutable` is set";

    /// <exception cref="KubernetesException">422 with every mistake.</exception>
    public static void Check(ResourceKind kind, JsonObject? live, JsonObject result)
    {
        FieldError[] errors =
        [
            .. Metadata(live, result["metadata"]!.AsObject()),
            .. kind == ResourceKind.ConfigMaps ? ConfigMap(live, result) : [],
        ];
        if (errors.Length > 0)
        {
            throw KubernetesException.Invalid(kind.Kind, result["metadata"]!["name"]?.GetValue<string>() ?? "", errors, kind.Group);
        }
    }

    private static IEnumerable<FieldError> Metadata(JsonObject? live, JsonObject metadata)
    {
        if (metadata["name"]?.GetValue<string>() is not { Length: > 0 } name)
        {
            yield return FieldError.Required("metadata.name", "name or generateName is required");
            yield break;
        }

        if (!Name().IsMatch(name) || name.Length > MaxKey)
        {
            yield return FieldError.Invalid("metadata.name", name, NameRule);
        }

        if (live?["metadata"]?["uid"]?.GetValue<string>() is { } uid && metadata["uid"]?.GetValue<string>() is { } given && given != uid)
        {
            yield return FieldError.Invalid("metadata.uid", given, "field is immutable");
        }

        foreach (var (key, value) in Texts(metadata, "labels"))
        {
            if (!Qualified().IsMatch(key))
            {
                yield return FieldError.Invalid("metadata.labels", key, QualifiedRule);
            }

            if (value.Length > MaxLabelPart)
            {
                yield return FieldError.Invalid("metadata.labels", value, $"must be no more than {MaxLabelPart} characters");
            }
            else if (!LabelValue().IsMatch(value))
            {
                yield return FieldError.Invalid("metadata.labels", value, LabelValueRule);
            }
        }

        foreach (var (key, _) in Texts(metadata, "annotations").Where(pair => !Qualified().IsMatch(pair.Key)))
        {
            yield return FieldError.Invalid("metadata.annotations", key, QualifiedRule);
        }

        if (Texts(metadata, "annotations").Sum(pair => Bytes(pair.Key) + Bytes(pair.Value)) > MaxAnnotations)
        {
            yield return new("FieldValueTooLong", "metadata.annotations", $"Too long: must have at most {MaxAnnotations} bytes");
        }
    }

    private static IEnumerable<FieldError> ConfigMap(JsonObject? live, JsonObject result)
    {
        var (data, binary) = (Texts(result, "data"), Texts(result, "binaryData"));
        foreach (var (field, key) in data.Select(pair => ("data", pair.Key)).Concat(binary.Select(pair => ("binaryData", pair.Key))))
        {
            if (key is "." or "..")
            {
                yield return FieldError.Invalid($"{field}[{key}]", key, $"must not be '{key}'");
            }
            else if (key.Length > MaxKey)
            {
                yield return FieldError.Invalid($"{field}[{key}]", key, $"must be no more than {MaxKey} characters");
            }
            else if (!Key().IsMatch(key))
            {
                yield return FieldError.Invalid($"{field}[{key}]", key, key.StartsWith("..", StringComparison.Ordinal) ? "must not start with '..'" : KeyRule);
            }
            else if (key.StartsWith("..", StringComparison.Ordinal))
            {
                yield return FieldError.Invalid($"{field}[{key}]", key, "must not start with '..'");
            }

            if (field == "data" && binary.ContainsKey(key))
            {
                yield return FieldError.Invalid($"data[{key}]", key, "duplicate of key present in binaryData");
            }
        }

        if (data.Values.Sum(Bytes) + binary.Values.Sum(value => Convert.FromBase64String(value).Length) > MaxData)
        {
            yield return new("FieldValueTooLong", "[]", $"Too long: must have at most {MaxData} bytes");
        }

        if (live?["immutable"]?.GetValue<bool>() == true)
        {
            if (result["immutable"]?.GetValue<bool>() != true)
            {
                yield return FieldError.Forbidden("immutable", Immutable);
            }

            foreach (var field in (string[])["data", "binaryData"])
            {
                if (!JsonNode.DeepEquals(live[field], result[field]))
                {
                    yield return FieldError.Forbidden(field, Immutable);
                }
            }
        }
    }

    private static Dictionary<string, string> Texts(JsonObject owner, string member) => (owner[member]?.AsObject() ?? [])
        .ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<string>(), StringComparer.Ordinal);

    private static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);

    [GeneratedRegex(@"\A[-._a-zA-Z0-9]+\z")]
    private static partial Regex Key();

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?\z")]
    private static partial Regex Qualified();

    [GeneratedRegex(@"\A(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?\z")]
    private static partial Regex LabelValue();
}
