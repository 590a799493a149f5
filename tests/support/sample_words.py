"""Invented names, places and numbers for the sample: nothing in it is anybody's."""

DENTISTS = (
    "Rabieh Smile Dental",
    "Abdoun Dental Care",
    "عيادة حداد لطب الأسنان",
    "Shmeisani Dental Braces",
    "Khalda Kids Dentist",
    "مركز عبدون لطب الأسنان",
    "Sweifieh Family Dentistry",
    "Jabal Amman Dental Centre",
    "Dr. R. Qasem, dentist",
    "Gardens Dental Lab",
    "عيادات النخبة للأسنان",
    "University Street Dentist",
    "Marj Dental Polyclinic",
    "Smile Design Abdoun",
    "Tabarbour Dental Clinic",
    "عيادة د. ليان لطب الأسنان",
    "Naour Dental House",
    "Bayader Dental Group",
    "Hashmi Dental Care",
    "Dabouq Orthodontics",
)
CAFES = (
    "Zamalek Roastery",
    "Maadi Corner Café",
    "مقهى النيل",
    "Dokki Beans",
    "قهوة الحسين القديمة",
    "Garden City Brew",
    "Nasr City Coffee Lab",
    "بن اليمن",
    "Heliopolis Espresso",
    "Korba Coffee House",
)
AREAS = ("Rabieh", "Abdoun", "Shmeisani", "Khalda", "Sweifieh", "Jabal Amman", "Dabouq", "الجبيهة")
QUARTERS = ("Zamalek", "Maadi", "Dokki", "Heliopolis", "الحسين", "Korba")
DENTAL_KINDS = ("Dental clinic", "Dentist", "Orthodontist", "Paediatric dentist", "عيادة أسنان")
CAFE_KINDS = ("Café", "Coffee roaster", "مقهى")

FINISHED = (
    ("google_maps", "dentists", "Irbid"),
    ("google_maps", "Dental labs", "Zarqa"),
    ("SEARCH_SINGLE", "paediatric dentist abdoun", ""),
    ("google_maps", "أطباء أسنان", "عمّان"),
    ("google_maps", "Orthodontists", "Amman"),
    ("SEARCH_SINGLE", "teeth whitening price jordan", ""),
    ("google_maps", "Dentists", "Aqaba"),
    ("google_maps", "مختبرات أسنان", "إربد"),
    ("google_maps_search", "dental clinics", "Salt"),
    ("SEARCH_SINGLE", "dental tourism amman", ""),
    ("google_maps", "Cafés", "Zamalek"),
    ("google_maps", "مقاهي", "القاهرة"),
    ("google_maps", "Coffee roasters", "Giza"),
    ("SEARCH_SINGLE", "specialty coffee cairo", ""),
    ("google_maps", "Cafés", "Maadi"),
)
"""Type, query, place of jobs that are over; the sample runs through them again and again."""
