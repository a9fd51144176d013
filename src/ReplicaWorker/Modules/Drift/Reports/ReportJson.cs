using System.Text.Json;
using System.Text.Json.Serialization;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.Drift.Reports;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters =
    [
        typeof(KebabConverter<Verdict>), typeof(KebabConverter<Severity>), typeof(KebabConverter<FindingState>), typeof(KebabConverter<Trend>),
        typeof(KebabConverter<ItemKind>), typeof(KebabConverter<DifferenceKind>), typeof(KebabConverter<ExitCode>),
    ])]
[JsonSerializable(typeof(ReportDocument))]
internal sealed partial class ReportJson : JsonSerializerContext;

/// <summary>Names such as <c>kms-key</c>; a number in their place is refused.</summary>
internal sealed class KebabConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
