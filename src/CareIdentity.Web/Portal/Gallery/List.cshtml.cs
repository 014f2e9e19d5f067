using CareIdentity.Web.Nhs;

namespace CareIdentity.Web.Portal.Gallery;

public sealed class ListModel : GalleryPage
{
    private static readonly string[] First = ["Amara", "Bronwen", "Chidi", "Dafydd", "Elżbieta", "Fatima", "Gareth", "Hoa", "Ifeoma", "José"];
    private static readonly string[] Last = ["Ahmed", "Brown", "Chowdhury", "Davies", "Evans", "Fernández", "Griffiths", "Hughes", "Ibrahim", "Jones"];
    private static readonly string[] Places = ["Hilltop Pharmacy (FX123)", "Quayside Surgery (J81012)", "Dorset County Hospital (RBD01)"];
    private static readonly StateView[] States = [StateView.Good("Verified"), StateView.Waiting("Unverified"), StateView.Ended("Closed")];

    private static readonly Person[] People =
    [
        .. Enumerable.Range(0, 240).Select(i => new Person(
            $"{First[i * 7 % 10]} {Last[i / 3 % 10]}",
            $"555 {100 + (i * 13 % 900)} {100 + (i * 37 % 900)} {100 + (i * 71 % 900)}",
            Places[i % 3],
            i % 5,
            i % 4 == 0 ? "No card" : DateWords.Expiry(Today.AddDays((i * 11 % 700) - 30), Today),
            States[i % 10 < 8 ? 0 : i % 10 == 8 ? 1 : 2])),
    ];

    public const long TotalPeople = 240;

    public ListState List { get; private set; } = null!;

    public long Total { get; private set; }

    public IReadOnlyList<Person> Shown { get; private set; } = [];

    public void OnGet()
    {
        List = ListState.Of(Request, ["q", "state"], ["name", "place", "positions"]);
        var found = Matching(List.Filter("state")).ToList();
        Total = found.Count;
        var ordered = List.Sort switch
        {
            "place" => found.OrderBy(p => p.Place, StringComparer.Ordinal),
            "positions" => found.OrderBy(p => p.Positions),
            _ => found.OrderBy(p => p.Name, StringComparer.Ordinal),
        };
        Shown = [.. (List.Descending ? ordered.Reverse() : ordered).Skip(List.Skip).Take(ListState.PageSize)];
    }

    public long TotalOf(string? state) => Matching(state).Count();

    private IEnumerable<Person> Matching(string? state) => People.Where(p =>
        (state is null || p.State.Word == state)
        && (List.Filter("q") is not { } q || p.Name.Contains(q, StringComparison.OrdinalIgnoreCase) || p.Place.Contains(q, StringComparison.OrdinalIgnoreCase)));

    public sealed record Person(string Name, string Uuid, string Place, int Positions, string Expiry, StateView State);
}
