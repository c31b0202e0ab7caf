"""Addresses of union letters."""

from django.urls import path

from bihuan.letters.views import house, letters, refusing

urlpatterns = [
    path("letters/", letters.letter_list, name="letters"),
    path("letters/house/", house.house, name="letter-house"),
    path("letters/house/<int:union_id>/head/", house.head, name="letter-head"),
    path("letters/house/<int:union_id>/certificates/", house.certificate, name="letter-certificate"),
    path("letters/house/<int:union_id>/<str:kind>/", house.template, name="letter-template"),
    path("letters/<int:letter_id>/", letters.letter, name="letter"),
    path("letters/<int:letter_id>/paper/", letters.paper, name="letter-print"),
    path("letters/<int:letter_id>/document/", letters.document, name="letter-document"),
    path("letters/<int:letter_id>/acts/<str:act>/form/", letters.act_form, name="letter-act-form"),
    path("letters/<int:letter_id>/acts/<str:act>/", letters.act, name="letter-act"),
    path("orders/<str:number>/letters/", letters.of_order, name="order-letters"),
    path("orders/<str:number>/letters/refuse/", refusing.refuse, name="letter-refuse"),
    path("orders/<str:number>/letters/draft/", letters.draft, name="letter-draft"),
]
