using System.Globalization;
using System.Text;

namespace LocalCloud.Aws;

/// <summary>Lists cut into pages; the token says where the next one begins.</summary>
internal static class Pages
{
    /// <exception cref="AwsException"><c>InvalidContinuationTokenException</c>.</exception>
    public static (IReadOnlyList<T> Page, string? NextToken) Cut<T>(IReadOnlyList<T> all, string? token, int size)
    {
        var start = token is null ? 0 : Start(token);
        var end = Math.Min(start + size, all.Count);
        return (
            [.. all.Skip(start).Take(size)],
            end < all.Count ? Convert.ToBase64String(Encoding.ASCII.GetBytes("page " + end.ToString(CultureInfo.InvariantCulture))) : null);
    }

    private static int Start(string token)
    {
        var text = new byte[token.Length];
        return Convert.TryFromBase64String(token, text, out var length)
            && Encoding.ASCII.GetString(text, 0, length) is ['p', 'a', 'g', 'e', ' ', .. var number]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var start)
                ? start
                : throw new AwsException("InvalidContinuationTokenException", "The specified continuation token is not valid.");
    }
}
